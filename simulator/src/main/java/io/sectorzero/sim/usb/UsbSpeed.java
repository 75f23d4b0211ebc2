package io.sectorzero.sim.usb;

/**
 * What the bus needs for what, in one table. A transfer begins with the next frame (full speed: 1 ms) or microframe
 * (high speed: 125 us), or right behind the one before it when the bus is busy; then each packet costs its bytes and
 * the overhead of one transaction.
 */
public enum UsbSpeed {

    /** USB Rev 2.0 Table 5-9: 1500 byte times in a frame, 13 of overhead in a bulk transaction, so 19 packets of 64. */
    FULL("12", 2, 1_000_000, 1500, 13),
    /** USB Rev 2.0 Table 5-10: 7500 byte times in a microframe, 55 of overhead in a bulk transaction, so 13 packets of 512. */
    HIGH("480", 3, 125_000, 7500, 55);

    /** The setup packet's own data. */
    private static final int SETUP_BYTES = 8;

    private final String megabits;
    private final int code;
    private final long frameNanos;
    private final int frameBytes;
    private final int overheadBytes;

    UsbSpeed(String megabits, int code, long frameNanos, int frameBytes, int overheadBytes) {
        this.megabits = megabits;
        this.code = code;
        this.frameNanos = frameNanos;
        this.frameBytes = frameBytes;
        this.overheadBytes = overheadBytes;
    }

    /** In Mbit/s, as Linux writes it into sysfs. */
    public String megabits() {
        return megabits;
    }

    /** The number Linux and USB/IP have for it. */
    public int code() {
        return code;
    }

    public long frameNanos() {
        return frameNanos;
    }

    /** The first frame that begins at or after a moment. */
    public long nextFrameNanos(long nanos) {
        return Math.floorDiv(nanos + frameNanos - 1, frameNanos) * frameNanos;
    }

    /** A transfer's data in packets of this size; an empty one is a transaction too. */
    public long dataNanos(int length, int packetBytes) {
        int packets = Math.max(1, (length + packetBytes - 1) / packetBytes);
        return bytesNanos((long) packets * overheadBytes + length);
    }

    /** The setup stage of a control transfer. */
    public long setupNanos() {
        return bytesNanos(overheadBytes + SETUP_BYTES);
    }

    /** The status stage of a control transfer, and the handshake of a stall. */
    public long statusNanos() {
        return bytesNanos(overheadBytes);
    }

    private long bytesNanos(long bytes) {
        return bytes * frameNanos / frameBytes;
    }
}
