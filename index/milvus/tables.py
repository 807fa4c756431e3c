"""What a shared index consists of: five collections, their fields, and what of them is indexed.

Text, span, digest, generation, date, source, tags and marking stand beside each sentence, so that one request brings
all that an answer says of it. The catalog, that is documents and generations, lies in Milvus as well, so that an
operator has one thing to run, to back up and to let people into.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pymilvus import CollectionSchema, MilvusClient
    from pymilvus.milvus_client.index import IndexParams

FORMAT = 2
"""Raised whenever these fields change; a program refuses what is newer, and says so."""
MOST_BYTES = 65_535
"""The longest text of one field, in UTF-8 (https://milvus.io/docs/limitations.md)."""
K1, B = 1.2, 0.75
"""Of BM25, as Tantivy and Lucene have them."""
_SHORT, _LONG = 512, MOST_BYTES
_ANALYZER = {"tokenizer": "standard"}
"""Both servers have it, and leave lower-case letters and digits as they are (`index.milvus.terms`)."""


class Kind(Enum):
    """The type of a field."""

    NUMBER = "int64"
    SHORT = "short text"
    TEXT = "text"
    TERMS = "terms for BM25"
    TEXTS = "array of texts"
    VECTOR = "unit vector"
    NO_VECTOR = "vector of a collection that needs none"


@dataclass(frozen=True, slots=True)
class Table:
    """A collection.

    Attributes:
        suffix: put behind the index's own name.
        key: its primary field.
        fields: the type of each other field.
        looked_up: fields that filters look up, which get an index of their own.
    """

    suffix: str
    key: str
    fields: dict[str, Kind]
    looked_up: tuple[str, ...]


_N, _S, _T = Kind.NUMBER, Kind.SHORT, Kind.TEXT
_FILTERED_BY = {"source": Kind.TEXT, "date": Kind.SHORT, "tags": Kind.TEXTS}
"""Of every row of a document: what filters are held against (`index.milvus.pushdown`)."""

SENTENCES = Table(
    "",
    "id",
    {
        **dict.fromkeys(("document", "passage", "born", "ordinal", "start", "end", "line", "page", "introducer"), _N),
        **dict.fromkeys(("kind", "digest", "words"), _S),
        **dict.fromkeys(("text", "reading", "heading", "title", "marking"), _T),
        **_FILTERED_BY,
        "vector": Kind.VECTOR,
        "sentence": Kind.TERMS,
        "titled": Kind.TERMS,
    },
    ("document", "born", "words", "date", "source"),
)
PASSAGES = Table(
    "_passages",
    "id",
    {
        **dict.fromkeys(("document", "born", "first", "last"), _N),
        **_FILTERED_BY,
        "vector": Kind.VECTOR,
        "passage": Kind.TERMS,
        "spelled": Kind.TERMS,
    },
    ("document", "born", "date", "source"),
)
DOCUMENTS = Table(
    "_documents",
    "id",
    {
        **dict.fromkeys(
            ("document", "born", "piece", "rules", "sentences", "passages", "titles", "defines", "size"), _N
        ),
        **dict.fromkeys(("file_digest", "digest"), _S),
        **dict.fromkeys(("about", "labels", "definitions", "text"), _T),
        **_FILTERED_BY,
        "vector": Kind.VECTOR,
    },
    ("document", "born", "piece", "source", "digest"),
)
TERMS = Table(
    "_terms",
    "id",
    {
        **dict.fromkeys(("born", "texts", "tokens"), _N),
        **dict.fromkeys(("field", "term"), _S),
        "vector": Kind.NO_VECTOR,
    },
    ("born", "field", "term"),
)
LEDGER = Table(
    "_ledger",
    "id",
    {**dict.fromkeys(("number", "at"), _N), **dict.fromkeys(("kind", "state"), _S), "data": _T,
     "vector": Kind.NO_VECTOR},
    ("kind", "number"),
)  # fmt: skip
TABLES = (LEDGER, DOCUMENTS, TERMS, PASSAGES, SENTENCES)
"""In the order in which they are made: one that has the last has all."""
NO_VECTOR = [0.0, 0.0]


def sparse(field: str) -> str:
    """Return the name of the field that Milvus's BM25 function fills from one of terms."""
    return f"{field}_bm25"


@dataclass(frozen=True, slots=True)
class Making:
    """How collections are made.

    Attributes:
        dimension: length of a vector.
        half: whether the server keeps vectors in half precision.
        index_type: of vectors; each in INDEX_TYPES was tried where it is allowed.
    """

    dimension: int
    half: bool
    index_type: str


def create(client: MilvusClient, name: str, table: Table, making: Making, timeout_s: float) -> None:
    """Make a collection, without an index."""
    client.create_collection(name, schema=_schema(client, table, making), consistency_level="Strong", timeout=timeout_s)


def index(client: MilvusClient, name: str, table: Table, making: Making, timeout_s: float) -> None:
    """Make the indexes of a collection that are not there yet, and load it."""
    there = set(client.list_indexes(name, timeout=timeout_s))
    if missing := [params for params in _indexes(client, table, making) if params.index_name not in there]:
        wanted = client.prepare_index_params()
        wanted.extend(missing)
        # An empty collection is indexed at once; to be told so pymilvus asks twice a second, for each index.
        client.create_index(name, wanted, timeout=timeout_s, sync=False)
    client.load_collection(name, timeout=timeout_s)


def _schema(client: MilvusClient, table: Table, making: Making) -> CollectionSchema:
    from pymilvus import DataType, Function, FunctionType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    if table is LEDGER:
        schema.add_field(table.key, DataType.VARCHAR, is_primary=True, max_length=_SHORT)
    else:
        schema.add_field(table.key, DataType.INT64, is_primary=True)
    for name, kind in table.fields.items():
        schema.add_field(name, *_type(kind, making), **_options(kind, making))
        if kind is Kind.TERMS:
            schema.add_field(sparse(name), DataType.SPARSE_FLOAT_VECTOR)
            schema.add_function(Function(f"{name}_by_bm25", FunctionType.BM25, [name], [sparse(name)]))
    return schema


def _type(kind: Kind, making: Making) -> tuple[Any]:
    from pymilvus import DataType

    vectors = DataType.FLOAT16_VECTOR if making.half else DataType.FLOAT_VECTOR
    return (
        {
            Kind.NUMBER: DataType.INT64,
            Kind.TEXTS: DataType.ARRAY,
            Kind.VECTOR: vectors,
            Kind.NO_VECTOR: DataType.FLOAT_VECTOR,
        }.get(kind, DataType.VARCHAR),
    )


def _options(kind: Kind, making: Making) -> dict[str, Any]:
    from pymilvus import DataType

    options: dict[Kind, dict[str, Any]] = {
        Kind.NUMBER: {},
        Kind.SHORT: {"max_length": _SHORT},
        Kind.TEXT: {"max_length": _LONG},
        Kind.TERMS: {"max_length": _LONG, "enable_analyzer": True, "analyzer_params": _ANALYZER},
        Kind.TEXTS: {"element_type": DataType.VARCHAR, "max_capacity": 1024, "max_length": _SHORT},
        Kind.VECTOR: {"dim": making.dimension},
        Kind.NO_VECTOR: {"dim": len(NO_VECTOR)},
    }
    return options[kind]


def _indexes(client: MilvusClient, table: Table, making: Making) -> IndexParams:
    indexes = client.prepare_index_params()
    for name, kind in table.fields.items():
        if kind is Kind.VECTOR and table is not DOCUMENTS:
            indexes.add_index(
                name, index_name=name, index_type=making.index_type, metric_type="IP", params=_build(making.index_type)
            )
        elif kind in (Kind.VECTOR, Kind.NO_VECTOR):  # never searched
            indexes.add_index(name, index_name=name, index_type="FLAT", metric_type="IP")
        elif kind is Kind.TERMS:
            indexes.add_index(
                sparse(name),
                index_name=sparse(name),
                index_type="SPARSE_INVERTED_INDEX",
                metric_type="BM25",
                params={"bm25_k1": K1, "bm25_b": B},
            )
    for name in table.looked_up:
        indexes.add_index(name, index_name=name, index_type="INVERTED")
    return indexes


def _build(index_type: str) -> dict[str, int]:
    """Return the parameters of an index: those of HNSW are what FAISS and Milvus recommend for recall over 0.99."""
    return {"M": 32, "efConstruction": 200} if index_type == "HNSW" else {}
