package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** What a host asks of a device: made, handed over once, and ended once. */
public final class Transfer {

    /** How it ended. */
    public enum Ending {
        /** All was taken or sent, or the device ended it with a short packet. */
        DONE,
        /** The device refused. */
        STALLED,
        /** The device sent more than the host has room for. */
        OVERFLOW,
        /** Nobody answered: there is no such endpoint, or nothing that can speak. */
        NO_ANSWER,
        /** The host called it back. */
        CANCELLED,
        /** The device left the bus. */
        GONE
    }

    private final Setup setup;
    private final int endpoint;
    private final Bytes out;
    private final int length;
    private final Consumer<Transfer> whenEnded;
    private Consumer<Transfer> carrier;
    private byte[] received = {};
    private int count;
    private Ending ending;

    private Transfer(Setup setup, int endpoint, Bytes out, int length, Consumer<Transfer> whenEnded) {
        this.setup = setup;
        this.endpoint = endpoint;
        this.out = out;
        this.length = length;
        this.whenEnded = whenEnded;
        this.carrier = whenEnded;
    }

    /** A control transfer on endpoint 0. {@code out} is its data stage when there is one to the device. */
    public static Transfer control(Setup setup, Bytes out, Consumer<Transfer> whenEnded) {
        if (!setup.isIn() && out.length() != setup.length()) {
            throw new IllegalArgumentException("a data stage of %d bytes, but the setup packet announces %d"
                    .formatted(out.length(), setup.length()));
        }
        return new Transfer(setup, setup.isIn() ? UsbEndpoint.IN : 0, out, setup.length(), whenEnded);
    }

    public static Transfer out(int endpoint, Bytes data, Consumer<Transfer> whenEnded) {
        return new Transfer(null, endpoint, data, data.length(), whenEnded);
    }

    /** @param endpoint with 0x80 */
    public static Transfer in(int endpoint, int atMost, Consumer<Transfer> whenEnded) {
        return new Transfer(null, endpoint | UsbEndpoint.IN, Bytes.NONE, atMost, whenEnded);
    }

    public boolean isControl() {
        return setup != null;
    }

    public boolean isIn() {
        return (endpoint & UsbEndpoint.IN) != 0;
    }

    /** With 0x80 when it leads from the device. */
    public int endpoint() {
        return endpoint;
    }

    /** Empty while it is under way. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    /** What the device sent so far. */
    public Bytes data() {
        return Bytes.copyOf(received, 0, count);
    }

    /** How many bytes were carried: sent by the device, or taken by it. */
    public int carried() {
        return isIn() ? count : ending == Ending.DONE ? length : 0;
    }

    Setup setup() {
        return setup;
    }

    Bytes out() {
        return out;
    }

    /** How many bytes the host has room for, or sends. */
    int length() {
        return length;
    }

    int room() {
        return length - count;
    }

    void add(Bytes packet) {
        if (received.length < count + packet.length()) {
            received = Arrays.copyOf(received, Math.min(length, Math.max(2 * received.length, count + packet.length())));
        }
        packet.copyInto(received, count);
        count += packet.length();
    }

    /** From now on {@code changed} is told of the end, and tells the host with {@link #report}. */
    void carriedBy(Consumer<Transfer> changed) {
        carrier = changed;
    }

    void end(Ending how) {
        if (ending != null) {
            throw new IllegalStateException("ended as %s before it ended as %s".formatted(ending, how));
        }
        ending = how;
        carrier.accept(this);
    }

    void report() {
        whenEnded.accept(this);
    }
}
