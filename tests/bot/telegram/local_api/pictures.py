"""How large a picture is, and whether Telegram takes it."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from local_api.refusal import bad_request

# https://core.telegram.org/bots/api#sendphoto
_MOST_SIDES, _MOST_RATIO = 10_000, 20


def check_picture(content: bytes) -> tuple[int, int]:
    """Return a picture's width and height in pixels.

    Raises:
        RefusedError: it is no picture, or Telegram takes none of its size.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
    except UnidentifiedImageError as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    if width + height > _MOST_SIDES or max(width, height) > _MOST_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
