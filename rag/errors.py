"""Every error a user can meet: one tree, each with what happened, to what, and what to do.

    OnRecordError
    ├── BadInput                 exit 2, HTTP 422: the request can't be carried out as written
    │   ├── BadQuestion              empty, too long, or not text
    │   ├── BadDate                  not a date of the form YYYY-MM-DD
    │   ├── BadSetting               a setting has a value it can't have
    │   ├── UnreadableSource         a file or folder that can't be read as articles
    │   │   ├── AddressRefused           an address that is not of the web, or leads into a private network
    │   │   ├── ReadingEnded             a file at which the process that reads crashed, or was ended
    │   │   ├── OnlyLinked               an item of a feed without its text, which lies at an address
    │   │   └── FetchFailed              an address that can't be reached, refuses, or sends more than is read
    │   ├── BadDataset               questions for an evaluation that can't be used as written
    │   ├── OverBudget               the answer would cost more than one answer may; nothing more was sent
    │   ├── BadRun                   a folder of an evaluation run that is missing, damaged or of something else
    │   └── NotFound                 HTTP 404: an article, version, answer or conversation that is not stored
    ├── NotReady                 exit 1, HTTP 503: something must be set up first
    │   ├── ModelsMissing            weights are not on disk, or do not match their checksum
    │   ├── ProviderMissing          the chat model's package is not installed, or it has no key
    │   └── DataFolderBusy           another process owns the indexes
    ├── StoreFailed              exit 1, HTTP 507: the record could not be read or written
    │   ├── DiskFull
    │   ├── ReadOnly                 the data folder may only be read
    │   ├── RecordLost               the record holds less than its indexes have applied
    │   ├── DatabaseVersion          made by a newer or unknown release
    │   └── IndexBroken              a derived index disagrees with the record and can't be rebuilt
    ├── ModelFailed              exit 1, HTTP 502: a model gave nothing usable, or could not be reached
    │   └── Unjudged                 a judge said neither yes nor no to one claim, which is then dropped
    └── RecordingFailed          exit 1: a recording can't be replayed; only evaluations use recordings
        ├── RecordingBroken          its files are missing, damaged, or of another format
        └── RecordingMiss            it does not hold what was asked of it

The wire shape is the same everywhere: `{"error": {"code", "message", "hint"}}`.
"""


class OnRecordError(Exception):
    """Base of all errors meant for users. `message` says what happened and to what, `hint` what to do about it."""

    code = "error"
    exit_code = 1
    http_status = 500

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def as_dict(self) -> dict[str, dict[str, str]]:
        """The JSON shape shown by the command line, HTTP and event stream alike."""
        return {"error": {"code": self.code, "message": self.message, "hint": self.hint}}


class BadInput(OnRecordError):
    """The request can't be carried out as written; nothing was changed."""

    code = "bad_input"
    exit_code = 2
    http_status = 422


class BadQuestion(BadInput):
    """The question is empty, too long, or not text."""

    code = "bad_question"


class BadDate(BadInput):
    """A date is not of the form YYYY-MM-DD, or a range ends before it starts."""

    code = "bad_date"


class BadSetting(BadInput):
    """A setting has a value it can't have."""

    code = "bad_setting"


class UnreadableSource(BadInput):
    """A file or folder that can't be read as articles."""

    code = "unreadable_source"


class AddressRefused(UnreadableSource):
    """An address that is not of the web, or leads to a machine or a network that is nobody's to see."""

    code = "address_refused"


class FetchFailed(UnreadableSource):
    """An address that can't be reached, refuses, or sends more than is read.

    `status` is the HTTP status of a refusal, and `retry_after` the seconds that the server asks to be left alone;
    each None where there is none.
    """

    code = "fetch_failed"

    def __init__(
        self, message: str, hint: str = "", status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after


class ReadingEnded(UnreadableSource):
    """A file at which the process that reads crashed, or was ended because it took too much. Another time may do."""

    code = "reading_ended"


class OnlyLinked(UnreadableSource):
    """An item of a feed that has no text of its own: its text lies at `address`.

    `stamp` changes when the feed says something else of it.
    """

    code = "only_linked"

    def __init__(self, message: str, hint: str = "", address: str = "", stamp: str = "") -> None:
        super().__init__(message, hint)
        self.address = address
        self.stamp = stamp


class BadDataset(BadInput):
    """Questions for an evaluation that can't be used as written; the message names file, line and field."""

    code = "bad_dataset"


class OverBudget(BadInput):
    """The next call of a provider's model doesn't fit what one answer may spend; it was not made."""

    code = "over_budget"


class BadRun(BadInput):
    """A folder of an evaluation run that is missing, damaged, or of other questions or settings."""

    code = "bad_run"


class NotFound(BadInput):
    """An article, version, answer or conversation that is not stored."""

    code = "not_found"
    http_status = 404


class NotReady(OnRecordError):
    """Something must be set up before this can work; trying again then will help."""

    code = "not_ready"
    http_status = 503


class ModelsMissing(NotReady):
    """Model weights are not on disk, or do not match their checksum."""

    code = "models_missing"


class ProviderMissing(NotReady):
    """The chat model's package is not installed, or its key is not set."""

    code = "provider_missing"


class DataFolderBusy(NotReady):
    """Another process owns the indexes of this data folder."""

    code = "data_folder_busy"


class StoreFailed(OnRecordError):
    """The record could not be read or written; nothing acknowledged was lost."""

    code = "store_failed"
    http_status = 507


class DiskFull(StoreFailed):
    """There is no room left where the data folder is."""

    code = "disk_full"


class ReadOnly(StoreFailed):
    """The data folder may only be read: what would have been written was not."""

    code = "read_only"


class RecordLost(StoreFailed):
    """The record holds less than its indexes applied: it was emptied, replaced or set back. Nothing was changed."""

    code = "record_lost"
    http_status = 503


class DatabaseVersion(StoreFailed):
    """The record was made by a newer or unknown release."""

    code = "database_version"
    http_status = 503


class IndexBroken(StoreFailed):
    """A derived index disagrees with the record and could not be rebuilt."""

    code = "index_broken"
    http_status = 503


class ModelFailed(OnRecordError):
    """A model gave nothing usable, or could not be reached."""

    code = "model_failed"
    http_status = 502


class Unjudged(ModelFailed):
    """A judge said neither yes nor no to one claim; the claim is dropped, and the answer goes on."""

    code = "unjudged"


class RecordingFailed(OnRecordError):
    """A recording of models can't be replayed."""

    code = "recording_failed"


class RecordingBroken(RecordingFailed):
    """The files of a recording are missing, damaged, or of another format."""

    code = "recording_broken"


class RecordingMiss(RecordingFailed):
    """A replay asked a model for something that was never recorded: the prompt, or a text, has changed since."""

    code = "recording_miss"
