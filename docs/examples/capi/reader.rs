// SPDX-License-Identifier: MIT
//
// A library in Rust, without crates, that reads memoryviews by the C API of
// jsonde. Python loads it with ctypes (test_capi.py) and passes the address of
// a JsondeAPI, from the capsule jsonde._jsonde._C_API.
//
//     rustc -O --crate-type cdylib reader.rs
//
// The structs below are those of jsonde.h. The test compares the offsets of
// PyBuffer with those that jsonde.layout() has proven.

use std::os::raw::{c_char, c_int, c_void};

extern "C" {
    fn PyErr_Occurred() -> *mut c_void;
}

#[repr(C)]
pub struct PyBuffer {
    buf: *mut c_void,
    obj: *mut c_void,
    len: isize,
    itemsize: isize,
    readonly: c_int,
    ndim: c_int,
    format: *mut c_char,
    shape: *mut isize,
    strides: *mut isize,
    suboffsets: *mut isize,
    internal: *mut c_void,
}

#[repr(C)]
pub struct JsondeApi {
    major: u32,
    minor: u32,
    size: usize,
    context: *mut c_void,
    memoryview_get_buffer: extern "C" fn(*mut c_void) -> *const PyBuffer,
    memoryview_get_info: extern "C" fn(*mut c_void, *mut c_void) -> c_int,
    buffer_acquire: extern "C" fn(*mut c_void, c_int, *mut PyBuffer) -> c_int,
    buffer_release: extern "C" fn(*mut PyBuffer),
}

/// Writes the offset of each field of PyBuffer to `offsets`, and returns the
/// size of the struct.
///
/// # Safety
/// `offsets` has room for eleven numbers.
#[no_mangle]
pub unsafe extern "C" fn reader_layout(offsets: *mut usize) -> usize {
    let b: PyBuffer = std::mem::zeroed();
    let base = &b as *const PyBuffer as usize;
    let fields = [
        &b.buf as *const _ as usize,
        &b.obj as *const _ as usize,
        &b.len as *const _ as usize,
        &b.itemsize as *const _ as usize,
        &b.readonly as *const _ as usize,
        &b.ndim as *const _ as usize,
        &b.format as *const _ as usize,
        &b.shape as *const _ as usize,
        &b.strides as *const _ as usize,
        &b.suboffsets as *const _ as usize,
        &b.internal as *const _ as usize,
    ];
    for (i, field) in fields.iter().enumerate() {
        *offsets.add(i) = field - base;
    }
    std::mem::size_of::<PyBuffer>()
}

fn sum_of(buffer: &PyBuffer) -> i64 {
    if buffer.len == 0 {
        return 0;
    }
    let bytes =
        unsafe { std::slice::from_raw_parts(buffer.buf as *const u8, buffer.len as usize) };
    bytes.iter().map(|&b| b as i64).sum()
}

/// Returns the sum of the bytes of a one-dimensional memoryview, or -1 with an
/// exception.
///
/// # Safety
/// `api` is the JsondeAPI of this interpreter. The caller holds the GIL, or an
/// attached thread state, and owns `view`.
#[no_mangle]
pub unsafe extern "C" fn reader_sum(api: *const JsondeApi, view: *mut c_void) -> i64 {
    let api = &*api;
    if api.major != 1 {
        return -2;
    }
    let buffer = (api.memoryview_get_buffer)(view);
    if !buffer.is_null() {
        return sum_of(&*buffer);
    }
    if !PyErr_Occurred().is_null() {
        return -1;
    }
    let mut acquired: PyBuffer = std::mem::zeroed();
    if (api.buffer_acquire)(view, 0, &mut acquired) < 0 {
        return -1;
    }
    let sum = sum_of(&acquired);
    (api.buffer_release)(&mut acquired);
    sum
}
