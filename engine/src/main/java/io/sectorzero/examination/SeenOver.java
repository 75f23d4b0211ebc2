package io.sectorzero.examination;

/** Where a cause shows itself: in the image before any port is opened, or over a route. */
public enum SeenOver {
    IMAGE, UART, DFU, SWD
}
