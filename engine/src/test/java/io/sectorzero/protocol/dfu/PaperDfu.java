package io.sectorzero.protocol.dfu;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.link.WithoutPipes;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Crank;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A DFU device on paper, from appendix A.2 of USB DFU 1.1 and AN3156 Rev 18 [P]: numbers for states, so that it shares
 * nothing with what it tests. It works when asked for its status, and an optional trouble happens to one transfer.
 */
final class PaperDfu implements WithoutPipes {

    enum Trouble { LOST, STALL, TIMEOUT, SHORT, GARBAGE }

    static final UsbIdentity IDENTITY = new UsbIdentity(0x0483, 0xDF11, 0x2200, "3377337E3539");

    final Crank clock = new Crank();
    final List<String> said = new ArrayList<>();
    /** What is in memory, by block. */
    final Map<Integer, Bytes> blocks = new TreeMap<>();
    int state = 2;
    int status;
    /** What the work announced by the next download ends with. */
    int workStatus;
    int pollMillis = 100;
    long workMillis = 50;
    boolean naksWhileBusy = true;
    boolean departs;
    int alternate;
    int worked;

    private long busyUntil;
    private boolean gone;
    private int transfers;
    private int troubleAt = -1;
    private Trouble trouble;

    PaperDfu troubled(Trouble kind, int transfer) {
        trouble = kind;
        troubleAt = transfer;
        return this;
    }

    int transfers() {
        return transfers;
    }

    @Override public String name() {
        return "paper";
    }

    @Override public UsbIdentity identity() {
        return IDENTITY;
    }

    @Override public UsbTransfer control(SetupPacket setup, Bytes out, Deadline deadline) {
        said.add(setup.bytes() + (out.isEmpty() ? "" : " | " + out));
        clock.pass(Duration.ofMillis(1));
        if (transfers++ == troubleAt) {
            return inTrouble(setup, out, deadline);
        }
        return answer(setup, out, deadline);
    }

    private UsbTransfer inTrouble(SetupPacket setup, Bytes out, Deadline deadline) {
        return switch (trouble) {
            case LOST -> throw lost();
            case STALL -> stall();
            case TIMEOUT -> {
                clock.pass(deadline.remaining());
                yield UsbTransfer.timedOut();
            }
            case SHORT -> {
                Bytes whole = answer(setup, out, deadline).data();
                yield UsbTransfer.done(whole.isEmpty() ? whole : whole.slice(0, whole.length() - 1));
            }
            case GARBAGE -> {
                Bytes whole = answer(setup, out, deadline).data();
                yield UsbTransfer.done(Bytes.repeat(0xEE, whole.length()));
            }
        };
    }

    private UsbTransfer answer(SetupPacket setup, Bytes out, Deadline deadline) {
        if (gone) {
            throw lost();
        }
        if (busyUntil > clock.nanos() && naksWhileBusy) {
            if (deadline.atNanos() < busyUntil) {
                clock.pass(deadline.remaining());
                return UsbTransfer.timedOut();
            }
            clock.pass(Duration.ofNanos(busyUntil - clock.nanos()));
        }
        return switch (setup.request()) {
            case 1 -> download(setup, out);
            case 2 -> upload(setup);
            case 3 -> getStatus();
            case 4 -> state == 10 ? become(2) : stall();
            case 5 -> UsbTransfer.done(Bytes.of(state));
            case 6 -> state == 2 || state == 3 || state == 5 || state == 6 || state == 9 ? become(2) : stall();
            default -> stall();
        };
    }

    private UsbTransfer download(SetupPacket setup, Bytes out) {
        if (state != 2 && state != 5 || out.isEmpty() && state != 5) {
            return stall();
        }
        if (setup.value() >= 2 && !out.isEmpty()) {
            blocks.put(setup.value(), out);
        }
        return become(out.isEmpty() ? 6 : 3);
    }

    private UsbTransfer upload(SetupPacket setup) {
        if (state != 2 && state != 9) {
            return stall();
        }
        Bytes all = setup.value() == 0 ? Bytes.of(0x00, 0x21, 0x41, 0x92) : blocks.getOrDefault(setup.value(), Bytes.repeat(0xFF, setup.length()));
        Bytes sent = all.slice(0, Math.min(all.length(), setup.length()));
        state = sent.length() < setup.length() ? 2 : 9;
        return UsbTransfer.done(sent);
    }

    private UsbTransfer getStatus() {
        if (state == 3) {
            worked++;
            busyUntil = clock.nanos() + Duration.ofMillis(workMillis).toNanos();
            state = 4;
            return reported(pollMillis);
        }
        if (state == 4 && busyUntil <= clock.nanos()) {
            if (departs) {
                gone = true;
                throw lost();
            }
            state = workStatus == 0 ? 5 : 10;
            status = workStatus;
        }
        if (state == 6) {
            state = 7;
            gone = true;
        }
        return reported(state == 4 ? pollMillis : 0);
    }

    private UsbTransfer reported(int poll) {
        return UsbTransfer.done(Bytes.of(status, poll & 0xFF, poll >>> 8 & 0xFF, poll >>> 16, state, 0));
    }

    private UsbTransfer become(int next) {
        state = next;
        status = 0;
        return UsbTransfer.done(Bytes.NONE);
    }

    private UsbTransfer stall() {
        state = 10;
        status = status == 0 ? 15 : status;
        return UsbTransfer.stalled();
    }

    private static LinkLost lost() {
        return new LinkLost(Diagnosis.of("The device is gone"));
    }

    @Override public boolean selectAlternate(int interfaceNumber, int wanted) {
        alternate = wanted;
        return wanted < 4;
    }

    @Override public void close() {
        gone = true;
    }
}
