"""A service that does nothing with the same requests, and says so; it prints its address."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI, Request

app = FastAPI()


@app.get("/v1/participants/{page}/journeys/{number}")
async def nothing_either() -> dict[str, str]:
    return {}


@app.post("/v1/arrests", status_code=201)
async def nothing(request: Request) -> dict[str, str]:
    await request.json()
    return {}


if __name__ == "__main__":
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listener])
