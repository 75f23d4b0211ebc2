package io.sectorzero.sim.serve;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.Transfer;
import io.sectorzero.sim.usb.UsbEndpoint;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One command of a client, as the transfers it takes on USB. Belongs to the world's thread. */
final class StLinkExchange {

    // A client drops an answer that takes longer than a second, and asks again when it is told that the probe is busy.
    private static final long PATIENCE_NANOS = 800_000_000;

    private final World world;
    private final PluggedDevice probe;
    private final StLinkRequest request;
    private final Consumer<Bytes> done;
    private final List<Transfer> transfers = new ArrayList<>();
    private int left;
    private Bytes data = Bytes.NONE;
    private int status = StLinkAnswer.OK;
    private long ticket;

    StLinkExchange(World world, PluggedDevice probe, StLinkRequest request, Consumer<Bytes> done) {
        this.world = world;
        this.probe = probe;
        this.request = request;
        this.done = done;
    }

    void begin() {
        switch (request.direction()) {
            case TO_PROBE -> {
                transfers.add(Transfer.out(outEndpoint(), request.command(), this::ended));
                if (!request.data().isEmpty()) {
                    transfers.add(Transfer.out(outEndpoint(), request.data(), this::ended));
                }
            }
            case FROM_PROBE -> {
                transfers.add(Transfer.out(outEndpoint(), request.command(), this::ended));
                if (request.dataLength() > 0) {
                    transfers.add(Transfer.in(inEndpoint(0), request.dataLength(), this::ended));
                }
            }
            case TRACE -> transfers.add(Transfer.in(inEndpoint(1), request.dataLength(), this::ended));
        }
        left = transfers.size();
        ticket = world.in(PATIENCE_NANOS, () -> callBack(StLinkAnswer.BUSY));
        List.copyOf(transfers).forEach(probe::submit);
    }

    /** Nobody waits for it any more. */
    void callBack(int why) {
        if (left > 0) {
            status = status == StLinkAnswer.OK ? why : status;
            cancelTheRest();
        }
    }

    private void cancelTheRest() {
        List.copyOf(transfers).stream().filter(each -> each.ending().isEmpty()).forEach(probe::cancel);
    }

    private void ended(Transfer transfer) {
        left--;
        if (status == StLinkAnswer.OK) {
            status = switch (transfer.ending().orElseThrow()) {
                case DONE -> StLinkAnswer.OK;
                case GONE -> StLinkAnswer.CLOSED;
                case CANCELLED -> StLinkAnswer.TIMEOUT;
                default -> StLinkAnswer.TRUNCATED;
            };
        }
        if (transfer.isIn()) {
            data = transfer.data();
            status = status == StLinkAnswer.OK && data.length() < request.dataLength() ? StLinkAnswer.TRUNCATED : status;
        }
        if (left > 0 && status != StLinkAnswer.OK) {
            // Nothing follows on what has failed. Told at once and as it was, for a client asks a busy probe again.
            cancelTheRest();
        } else if (left == 0) {
            world.cancel(ticket);
            int length = request.direction() == StLinkRequest.Direction.TO_PROBE ? 0 : request.dataLength();
            done.accept(StLinkAnswer.padded(StLinkAnswer.word(status).then(data), Integer.BYTES + length));
        }
    }

    private int outEndpoint() {
        return debugEndpoints().filter(each -> !each.isIn()).findFirst().orElseThrow().address();
    }

    /** Answers leave at the first endpoint of the debug interface that leads from the probe, trace at the second. */
    private int inEndpoint(int which) {
        return debugEndpoints().filter(UsbEndpoint::isIn).skip(which).findFirst().orElseThrow().address();
    }

    private Stream<UsbEndpoint> debugEndpoints() {
        return probe.description().interfaces().get(0).endpoints().stream();
    }
}
