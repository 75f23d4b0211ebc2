package io.sectorzero.protocol.stlink;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Crank;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * A probe that plays a script, line by line: {@code >} a command, with zeros behind it up to sixteen bytes; {@code +} the data
 * behind it; {@code <} a reply, or {@code < silence}, {@code < stall}, {@code < gone}. What nobody wrote down is not answered.
 */
final class ScriptedStLink implements UsbLink {

    static final int V2 = 0x3748;
    static final int V2_1 = 0x374B;
    static final int V3E = 0x374E;

    private final UsbIdentity identity;
    private final Deque<String> script;
    private final Crank clock = new Crank();
    private boolean closed;

    ScriptedStLink(int product, String script) {
        identity = new UsbIdentity(0x0483, product, 0x0100, "066DFF515049657187212124");
        this.script = script.lines().map(line -> line.replaceAll("#.*", "").strip()).filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    Crank clock() {
        return clock;
    }

    Deadline soon() {
        return Deadline.in(Duration.ofSeconds(1), clock);
    }

    boolean isClosed() {
        return closed;
    }

    /** What is left of the script. */
    String left() {
        return String.join("\n", script);
    }

    @Override public String name() {
        return "scripted";
    }

    @Override public UsbIdentity identity() {
        return identity;
    }

    @Override public UsbTransfer control(SetupPacket setup, Bytes out, Deadline deadline) {
        throw new AssertionError("no control transfer belongs to this protocol: " + setup);
    }

    @Override public UsbTransfer bulkOut(int endpoint, Bytes bytes, Deadline deadline) {
        if (endpoint != (identity.product() == V2 ? 2 : 1)) {
            throw new AssertionError("commands went to endpoint " + endpoint);
        }
        String line = script.isEmpty() ? "nothing" : script.poll();
        return switch (line.charAt(0)) {
            case '>' -> expected(padded(line.substring(1)), bytes);
            case '+' -> expected(Bytes.parseHex(line.substring(1).strip()), bytes);
            case '<' -> ended(line.substring(1).strip(), deadline);
            default -> throw new AssertionError("nobody expected " + bytes.hex());
        };
    }

    @Override public UsbTransfer bulkIn(int endpoint, int atMost, Deadline deadline) {
        if (endpoint != 1) {
            throw new AssertionError("a reply was asked of endpoint " + endpoint);
        }
        if (script.isEmpty() || script.peek().charAt(0) != '<') {
            return ended("silence", deadline);
        }
        UsbTransfer transfer = ended(script.poll().substring(1).strip(), deadline);
        int length = transfer.data().length();
        return length <= atMost ? transfer : UsbTransfer.done(transfer.data().slice(0, atMost));
    }

    @Override public boolean selectAlternate(int interfaceNumber, int alternate) {
        throw new AssertionError("no alternate settings belong to this protocol");
    }

    @Override public void clearHalt(int endpoint) {
        expected(Bytes.of(endpoint), Bytes.parseHex(String.valueOf(script.poll()).replace("! clear", "").strip()));
    }

    @Override public void close() {
        closed = true;
    }

    private static UsbTransfer expected(Bytes wanted, Bytes sent) {
        if (!wanted.equals(sent)) {
            throw new AssertionError("the script has %s, but %s was sent".formatted(wanted.hex(), sent.hex()));
        }
        return UsbTransfer.done(Bytes.NONE);
    }

    private UsbTransfer ended(String how, Deadline deadline) {
        return switch (how) {
            case "silence" -> {
                clock.pass(deadline.remaining());
                yield UsbTransfer.timedOut();
            }
            case "stall" -> UsbTransfer.stalled();
            case "gone" -> throw new LinkLost(Diagnosis.of("The USB device was lost"));
            default -> UsbTransfer.done(reply(how));
        };
    }

    /** {@code 80 00 *10} is 80, ten times 00. */
    private static Bytes reply(String written) {
        Bytes all = Bytes.NONE;
        for (String word : Arrays.asList(written.split("\\s+"))) {
            all = word.startsWith("*") ? all.then(Bytes.repeat(0, Integer.parseInt(word.substring(1)))) : all.then(Bytes.parseHex(word));
        }
        return all;
    }

    private static Bytes padded(String written) {
        Bytes head = Bytes.parseHex(written.strip());
        return head.then(Bytes.repeat(0, 16 - head.length()));
    }
}
