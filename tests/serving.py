"""A real server in a thread, around an engine, for tests of everything that goes through one."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from api.serve import listen, server
from rag.build import Engine
from rag.settings import Settings


@contextmanager
def serving(engine: Engine) -> Iterator[str]:
    """Serve the engine on a free port and say so in its data folder, as `onrecord serve` does; yields the address."""
    with listen(Settings.model_construct(host="127.0.0.1", port=0)) as listener:
        running = server(engine)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        engine.indexes.lock.announce(url)
        try:
            yield url
        finally:
            running.should_exit = True
            thread.join(10)
