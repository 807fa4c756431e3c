"""An index in Milvus, which many readers and several writers share."""
