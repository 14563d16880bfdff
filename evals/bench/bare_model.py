"""The bare model: `bare_model.py WEIGHTS REQUESTS.json` starts llama.cpp's server and posts the requests one after the other.

What someone would write who needs nothing but answers. A request is a list of messages and how many tokens to answer at most.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Post every request; prints as JSON the seconds that answering took, without loading the model, and the tokens written."""
    import httpx
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path, params.hostnames, params.port = sys.argv[1], ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel, params.cache_ram_mib = 8192, 1, 0
    params.cpuparams.n_threads = len(os.sched_getaffinity(0))
    server = xllamacpp.Server(params)  # lives as long as it is held
    address = server.listening_address
    started, tokens = time.perf_counter(), 0
    for request in json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")):
        body = {"messages": request["messages"], "max_tokens": request["most"], "temperature": 0}
        answer = httpx.post(f"{address}/v1/chat/completions", json=body, timeout=600).raise_for_status()
        tokens += answer.json()["usage"]["completion_tokens"]
    print(json.dumps({"seconds": time.perf_counter() - started, "tokens": tokens}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
