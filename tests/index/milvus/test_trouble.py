"""What the errors of pymilvus and gRPC are told as."""

from __future__ import annotations

import pytest
from lite_server import needs_milvus

from index.errors import BriefbotError, CatalogError, DiskFullError, SettingsError, UnreachableError
from index.milvus.address import Address
from index.milvus.connection import check_version
from index.milvus.trouble import foreign_errors, trouble_of

ADDRESS = Address("db", 19530, "notes")


@pytest.fixture(autouse=True)
def _needed() -> None:
    needs_milvus()


@pytest.mark.parametrize(
    ("code", "message", "kind", "passes"),
    [
        (100, "collection not found[collection=notes]", CatalogError, False),
        (4, "can't find collection notes", CatalogError, False),
        (101, "collection not loaded", UnreachableError, True),
        (8, "rate limit exceeded", UnreachableError, True),
        (9, "deny to write the message, reason: memory quota exceeded", DiskFullError, False),
        (9, "deny to write the message, reason: disk quota exhausted", DiskFullError, False),
        (1, "[Errno 28] No space left on device", DiskFullError, False),
        (65535, "auth check failure, please check api key is correct", SettingsError, False),
        (
            2,
            "Fail connecting to server on db:19530, illegal connection params or server unavailable",
            UnreachableError,
            True,
        ),
        (1, "[query] Retry timeout: 5.0s, StatusCode.UNAVAILABLE", UnreachableError, True),
        (1100, "invalid parameter: dimension 3 is not 4\nand more", CatalogError, False),
    ],
)
def test_each_kind_is_said_in_one_line(code: int, message: str, kind: type[BriefbotError], *, passes: bool) -> None:
    """With where it was and what to do; what passes is tried again."""
    from pymilvus.exceptions import MilvusException

    trouble = trouble_of(MilvusException(code, message), ADDRESS, "searching")
    assert type(trouble.error) is kind
    assert trouble.passes is passes
    assert "milvus://db:19530/notes" in str(trouble.error)
    assert "\n" not in str(trouble.error)
    assert trouble.error.todo


def test_an_error_of_the_transport_passes() -> None:
    """A frozen server gives gRPC's error and not Milvus's."""
    import grpc

    class Broken(grpc.RpcError):
        def code(self) -> grpc.StatusCode:
            return grpc.StatusCode.INTERNAL

        def details(self) -> str:
            return "Received RST_STREAM"

    assert isinstance(Broken(), foreign_errors())
    trouble = trouble_of(Broken(), ADDRESS, "searching")
    assert isinstance(trouble.error, UnreachableError)
    assert trouble.passes
    assert "Received RST_STREAM" in str(trouble.error)


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ("auth check failure, please check api key is correct", "lets nobody in with this token; set BRIEFBOT_STORE"),
        (
            "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:19530: Ssl handshake failed"
            " (TSI_PROTOCOL_FAILURE): SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:"
            "CERTIFICATE_VERIFY_FAILED: self signed certificate",
            "signed by nobody who is known here; set GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
        ),
    ],
)
def test_what_connecting_fails_of_is_told(below: str, said: str) -> None:
    """As Milvus 2.3.5 and pymilvus 3.0.2 have it: one error that says nothing, over one that does."""
    import grpc
    from pymilvus.exceptions import MilvusException

    class Refused(grpc.RpcError):
        def code(self) -> grpc.StatusCode:
            return grpc.StatusCode.UNAVAILABLE

        def details(self) -> str:
            return below

    error = MilvusException(2, "Fail connecting to server on db:19530, illegal connection params or server unavailable")
    error.__cause__ = Refused()
    trouble = trouble_of(error, ADDRESS, "searching")
    assert isinstance(trouble.error, SettingsError)
    assert not trouble.passes
    assert said in str(trouble.error)


@pytest.mark.parametrize("version", ["v2.5.0", "2.6.3-dev", "v3.0", "milvus_lite-3.2.2", "unknown"])
def test_a_server_that_can_do_it_is_taken(version: str) -> None:
    """Whatever it calls itself."""
    check_version(ADDRESS, version)


@pytest.mark.parametrize("version", ["v2.4.23", "2.3.5", "v1.1"])
def test_a_server_without_bm25_is_refused(version: str) -> None:
    """Before anything is written."""
    with pytest.raises(SettingsError, match=r"needs 2\.5 or later"):
        check_version(ADDRESS, version)
