"""A GGUF file in OpenVINO's own form: made once, beside the file, in a child process. Knows nothing of what it says."""

from pathlib import Path

from rag.errors import ModelFailed, ModelsMissing
from rag.models.converting import NET, in_child, made_once

_CONVERT = "import openvino_genai as g; g.LLMPipeline(sys.argv[1], 'CPU', enable_save_ov_model=True)"


def converted_llm_folder(path: Path) -> Path:
    """Where the model at `path` is, or would be, in OpenVINO's own form; it is whole where the folder exists."""
    return path.parent / f"{path.stem}.openvino"


def converted_llm(path: Path, name: str) -> Path:
    """The folder with the model at `path`, a GGUF file, in OpenVINO's own form; made beside it the first time.

    Takes about 20 s and as much disk as the file; of several processes one makes it and the others wait. Raises
    ModelsMissing, or ModelFailed where the file is not a model that OpenVINO knows or its folder can't be written.
    """
    if not path.is_file():
        raise ModelsMissing(f"The weights of {name} are not at {path}.", "Run `onrecord models pull`.")
    folder = converted_llm_folder(path)
    try:
        made_once(folder, lambda made: _convert(path, made))
    except OSError as error:
        raise ModelFailed(
            f"The model file {path.name} could not be converted in its folder ({error}).",
            f"It needs as much free disk again as the file, and to write to {path.parent}; "
            "ONRECORD_MODELS_DIR can name another folder for the models.",
        ) from error
    return folder


def _convert(path: Path, made: Path) -> None:
    """In a child process: it needs 4 GB for a moment, and a broken file may crash it."""
    source = made / "model.gguf"
    source.symlink_to(path.resolve())
    reason = in_child(_CONVERT, str(source))
    source.unlink()
    if reason or not (made / NET).is_file():
        raise _unusable(path, reason or "the conversion made nothing")


def _unusable(path: Path, reason: str) -> ModelFailed:
    return ModelFailed(
        f"The model file {path.name} could not be loaded ({' '.join(reason.split())[:200]}).",
        "Run `onrecord models verify`; converting it needs about 4 GB of free memory, "
        "and as much disk again as its file.",
    )
