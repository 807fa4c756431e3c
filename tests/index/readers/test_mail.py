"""Mail of both forms is read alike: what its writer wrote, and what is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_files import DAY, MADE, csv, long_csv, mail, msg

from index.errors import ReadingError
from index.readers.mail import eml
from index.readers.mail import msg as outlook
from index.records import BlockKind

if TYPE_CHECKING:
    from email.message import EmailMessage

    from index.readers.extracted import Extracted

HEAD = 3
"""Blocks before the body: from, to, date."""


def read(message: EmailMessage) -> Extracted:
    """Return what a mail holds."""
    return eml.extract("a.eml", message.as_bytes())


def body(found: Extracted) -> list[tuple[str, str]]:
    """Return the kind and the words of each block of the body."""
    return [(block.kind.value, found.text[block.span.start : block.span.end]) for block in found.blocks[HEAD:]]


def plain(words: str) -> list[tuple[str, str]]:
    """Return the blocks of a plain body."""
    message = mail()
    message.set_content(words)
    return body(read(message))


def html(words: str) -> list[tuple[str, str]]:
    """Return the blocks of a body in HTML."""
    message = mail()
    message.set_content(words, subtype="html")
    return body(read(message))


def test_subject_sender_and_date_are_read() -> None:
    """The subject is the title and the heading of all the rest, in whatever letters it is encoded."""
    message = mail(Subject="Caf\u00e9 \u65e5\u672c")
    message.set_content("They agreed.")
    found = read(message)
    assert found.text.startswith(
        "Caf\u00e9 \u65e5\u672c\n\nFrom: Jane Rao <jane@example.org>\n\nTo: kim@example.org\n\nDate: "
    )
    assert (found.metadata.title, found.metadata.date) == ("Caf\u00e9 \u65e5\u672c", DAY)
    assert {block.heading for block in found.blocks} == {("Caf\u00e9 \u65e5\u672c",)}


def test_plain_comes_before_html() -> None:
    """Unless it is empty."""
    for words, expected in (("Plain words.", "Plain words."), (" \n", "In HTML.")):
        message = mail()
        message.set_content(words)
        message.add_alternative("<p>In HTML.</p>", subtype="html")
        assert body(read(message)) == [("paragraph", expected)]


@pytest.mark.parametrize(
    "quoted",
    [
        "> Is it late?\n> > Tell me.",
        "On 2 May 2022, at 10:00,\nKim <kim@example.org> wrote:\n\n> Is it late?",
        "-----Original Message-----\nFrom: Kim\nSent: 2 May 2022\n\nIs it late?",
        "From: Kim\nSent: Monday\nTo: Jane\nSubject: Boats\n\nIs it late?\n\nTell me.",
        "---------- Forwarded message ---------\nFrom: Kim\n\nIs it late?",
    ],
)
def test_quoted_replies_are_marked_as_such(quoted: str) -> None:
    """Lines behind `>`, the line above them, and all below the head of an earlier mail."""
    blocks = plain(f"They agreed.\n\n{quoted}\n")
    assert blocks[0] == ("paragraph", "They agreed.")
    assert {kind for kind, _ in blocks[1:]} == {"quote"}
    assert not any(">" in words.replace("org>", "") for _, words in blocks)


def test_what_follows_a_quote_behind_marks_is_the_writers_own() -> None:
    """An answer between the lines."""
    assert plain("> Is it late?\n\nYes, it is.\n\n> When?\n\nIn June.") == [
        ("quote", "Is it late?"),
        ("paragraph", "Yes, it is."),
        ("quote", "When?"),
        ("paragraph", "In June."),
    ]


def test_lists_in_plain_mails_are_items() -> None:
    """As in any plain text."""
    assert plain("We need:\n- paint\n- ropes\n")[1:] == [("item", "paint"), ("item", "ropes")]


@pytest.mark.parametrize(
    "quoted",
    [
        "<blockquote><p>Is it late?</p></blockquote>",
        '<div class="gmail_quote"><div class="gmail_attr">On 2 May Kim wrote:</div><p>Is it late?</p></div>',
        "<p>On 2 May Kim wrote:</p><blockquote><table><tr><td>Is it late?</td></tr></table></blockquote>",
        "<div><b>From:</b> Kim<br><b>Sent:</b> Monday<br><b>To:</b> Jane</div><p>Is it late?</p><ul><li>Tell me.</ul>",
    ],
)
def test_quoted_replies_in_html_are_marked_as_such(quoted: str) -> None:
    """By the elements of the mail programs, or by the head of an earlier mail; layout tables are taken apart."""
    blocks = html(f"<table><tr><td><table><tr><td>They agreed.</td></tr></table></td></tr></table>{quoted}")
    assert blocks[0] == ("paragraph", "They agreed.")
    assert {kind for kind, _ in blocks[1:]} == {"quote"}


def test_files_that_came_with_it_are_given_whole() -> None:
    """Pictures and signatures hold no words; a mail in the mail is a file by its subject."""
    message = mail()
    message.set_content("Attached.")
    message.add_attachment(csv(), maintype="text", subtype="csv", filename="boats.csv")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    inner = mail(Subject="The other mail")
    inner.set_content("They met.")
    message.add_attachment(inner)
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf")
    found = read(message)
    assert [one.name for one in found.attached] == ["boats.csv", "The other mail.eml", "part-5.pdf"]
    assert found.attached[0].content == csv()
    assert "They met." in eml.extract("b.eml", found.attached[1].content).text


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "utf-16", "no-such-charset"])
def test_the_charset_of_a_body_is_heeded(charset: str) -> None:
    """And one that nobody knows is made the best of."""
    codec = charset if charset != "no-such-charset" else "cp1252"
    content = f"Subject: a\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    from base64 import b64encode

    assert "the caf\u00e9" in eml.extract("a.eml", content.encode() + b64encode("the caf\u00e9".encode(codec))).text


@pytest.mark.parametrize(
    "kind", ["multipart/encrypted; boundary=b", "application/pkcs7-mime; smime-type=enveloped-data"]
)
def test_an_encrypted_mail_is_told(kind: str) -> None:
    """It is not called empty."""
    with pytest.raises(ReadingError, match="is encrypted; save it decrypted"):
        eml.extract("a.eml", f"Subject: a\nContent-Type: {kind}\n\nx".encode())


def test_a_message_of_outlook_reads_like_any_mail() -> None:
    """With sender, day, quotes and files."""
    found = outlook.extract("a.msg", msg())
    assert (found.metadata.title, found.metadata.date) == ("Patrol boats", DAY)
    assert found.author == "Jane Ra\u00f3 <jane@example.org>"
    assert [kind for kind, _ in body(found)] == ["paragraph", "quote"]
    assert [(one.name, one.content) for one in found.attached] == [("boats.csv", long_csv())]


def test_a_message_of_outlook_with_html_only_is_read() -> None:
    """And one without a body says so."""
    found = outlook.extract("a.msg", msg("", b"<p>The caf\xe9 <b>agreed</b>.</p>"))
    assert body(found) == [("paragraph", "The caf\u00e9 agreed.")]
    assert outlook.extract("a.msg", msg("")).notices == ("it has no body in plain text or HTML",)


def test_another_compound_file_is_no_message() -> None:
    """Word's before 2007 is one."""
    from compound_file import compound_file

    with pytest.raises(ReadingError, match="is not a message of Outlook"):
        outlook.extract("a.msg", compound_file({"WordDocument": b"words"}))


def test_quotes_are_the_only_kind_of_their_own() -> None:
    """Every other block of the note's mail is a paragraph."""
    kinds = {block.kind for block in eml.extract("a.eml", MADE["mail.eml"]()).blocks}
    assert kinds == {BlockKind.PARAGRAPH, BlockKind.QUOTE}


def test_the_address_behind_the_words_of_a_link_is_left_out() -> None:
    """As in a web page; one that stands by itself is kept."""
    message = mail()
    message.set_content(
        "Buy now<https://example.org/shop?id=1> or write<mailto:a@example.org> to us.\nSee <https://a.nz>."
    )
    assert body(read(message))[0][1] == "Buy now or write to us.\nSee <https://a.nz>."
