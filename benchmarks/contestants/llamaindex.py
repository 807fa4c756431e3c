"""LlamaIndex with its FAISS store: one node a sentence, embedded by the same sentence-transformers model."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from benchmarks.contestants.model import encode

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus, Place


class LlamaIndex:
    """`VectorStoreIndex` over `FaissMapVectorStore`, which is the one that can delete; an exact search inside."""

    def __init__(self, corpus: Corpus, folder: str) -> None:
        """Take the corpus, and the name of the folder of its index."""
        self._corpus = corpus
        self._folder = corpus.index_of(folder)
        self._index: Any = None

    def build(self) -> None:
        """Make a node of every sentence, embed and keep them."""
        import faiss
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.vector_stores.faiss import FaissMapVectorStore

        vectors = self._corpus.vectors()
        known = itertools.repeat(None) if vectors is None else (row.tolist() for row in vectors)
        nodes = [_node(row, text, vector) for row, (text, vector) in enumerate(zip(self._corpus.texts(), known))]  # noqa: B905 - one may be endless
        dimension = len(encode(["a question"])[0])
        store = FaissMapVectorStore(faiss_index=faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))
        context = StorageContext.from_defaults(vector_store=store)
        self._index = VectorStoreIndex(nodes, storage_context=context, embed_model=_embedding(), show_progress=False)
        self._folder.mkdir(parents=True)
        self._index.storage_context.persist(persist_dir=str(self._folder))

    def open(self) -> None:
        """Load index and model."""
        from llama_index.core import StorageContext, load_index_from_storage
        from llama_index.vector_stores.faiss import FaissMapVectorStore

        store = FaissMapVectorStore.from_persist_dir(str(self._folder))
        context = StorageContext.from_defaults(vector_store=store, persist_dir=str(self._folder))
        self._index = load_index_from_storage(context, embed_model=_embedding())
        encode(["a question"])

    def ask(self, question: str, most: int) -> list[Place]:
        """Return what its retriever finds."""
        found = self._index.as_retriever(similarity_top_k=most).retrieve(question)
        return [self._corpus.place(int(node.metadata["row"])) for node in found]

    def edit(self, row: int, text: str) -> None:
        """Delete a node, insert another, and persist."""
        self._index.delete_nodes([_name(row)], delete_from_docstore=True)
        self._index.insert_nodes([_node(row, text, None)])
        self._index.storage_context.persist(persist_dir=str(self._folder))


def _name(row: int) -> str:
    return f"sentence-{row}"


def _node(row: int, text: str, vector: list[float] | None) -> Any:  # noqa: ANN401 - TextNode, known inside only
    from llama_index.core.schema import TextNode

    keys = ["row"]
    return TextNode(
        id_=_name(row),
        text=text,
        embedding=vector,
        metadata={"row": row},
        excluded_embed_metadata_keys=keys,
        excluded_llm_metadata_keys=keys,
    )


def _embedding() -> Any:  # noqa: ANN401 - a class of LlamaIndex, known inside only
    from llama_index.core.embeddings import BaseEmbedding

    class SameModel(BaseEmbedding):
        """An adapter of `SentenceTransformer.encode`, as `HuggingFaceEmbedding` is."""

        def _get_query_embedding(self, query: str) -> list[float]:
            return encode([query])[0].tolist()  # type: ignore[no-any-return]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_query_embedding(text)

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return encode(texts).tolist()  # type: ignore[no-any-return]

    return SameModel(model_name="all-MiniLM-L6-v2", embed_batch_size=32)
