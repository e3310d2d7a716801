"""The runtime: what labels sentences. Runs without torch, transformers, datasets and scikit-learn."""
