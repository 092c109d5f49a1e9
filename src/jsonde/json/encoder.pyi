# SPDX-License-Identifier: MIT
import json.encoder
from json.encoder import (
    ESCAPE as ESCAPE,
    ESCAPE_ASCII as ESCAPE_ASCII,
    ESCAPE_DCT as ESCAPE_DCT,
    HAS_UTF8 as HAS_UTF8,
    INFINITY as INFINITY,
    encode_basestring as encode_basestring,
    encode_basestring_ascii as encode_basestring_ascii,
    py_encode_basestring as py_encode_basestring,
    py_encode_basestring_ascii as py_encode_basestring_ascii,
)

class JSONEncoder(json.encoder.JSONEncoder): ...
