package io.sectorzero.sim.rom;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.usb.ControlRequest;
import io.sectorzero.sim.usb.Setup;
import io.sectorzero.sim.usb.UsbFunction;
import java.util.function.Consumer;

/**
 * The loader's talk with a host on USB. AN3156 Rev 18 [P] on top of USB DFU Rev 1.1: a block is taken by DNLOAD and carried
 * out by the GETSTATUS after it, which reports dfuDNBUSY; while the loader is at work it acknowledges nothing, so the
 * next GETSTATUS is answered when the work is done, and with its result.
 */
final class DfuBootloader implements UsbFunction {

    private static final int BLOCK_NOT_USED = 1;

    private final DfuWork work;
    private final UsbSettings settings;
    private final Watchdog watchdog;
    private final Runnable leave;
    private final Consumer<String> log;

    private DfuState state = DfuState.IDLE;
    private DfuStatus status = DfuStatus.OK;
    private DfuState nextStart;
    private boolean pending;
    private int block;
    private Bytes data = Bytes.NONE;
    private boolean working;
    private ControlRequest held;

    /** @param leave called when the host has sent the loader away; {@code begins}: the state after enumeration */
    DfuBootloader(DfuWork work, UsbSettings settings, DfuState begins, Watchdog watchdog, Runnable leave, Consumer<String> log) {
        this.work = work;
        this.settings = settings;
        this.nextStart = begins;
        this.watchdog = watchdog;
        this.leave = leave;
        this.log = log;
    }

    @Override public void reset() {
        held = null;
        pending = false;
        status = nextStart == DfuState.ERROR ? DfuStatus.VENDOR : DfuStatus.OK;
        state = nextStart;
        nextStart = DfuState.IDLE;
        work.startAgain();
    }

    @Override public void alternateChosen(int interfaceNumber, int alternate) {
        work.choose(alternate);
    }

    @Override public void abandoned(ControlRequest request) {
        held = null;
    }

    @Override public void request(ControlRequest request) {
        if (working) {
            held = request;
        } else {
            safely(() -> take(request));
        }
    }

    private void take(ControlRequest request) {
        Setup setup = request.setup();
        DfuRequest what = setup.index() == 0 ? DfuRequest.of(setup.requestType(), setup.request()) : null;
        watchdog.feed();
        if (what == null) {
            request.stall();
        } else if (state.takes(what)) {
            carryOut(what, request);
        } else {
            refuse(request, DfuStatus.STALLED_PACKET);
        }
    }

    private void carryOut(DfuRequest what, ControlRequest request) {
        switch (what) {
            case DNLOAD -> download(request);
            case UPLOAD -> upload(request);
            case GETSTATUS -> status(request);
            case GETSTATE -> request.answer(Bytes.of(state.number()));
            case CLRSTATUS, ABORT -> {
                state = DfuState.IDLE;
                status = DfuStatus.OK;
                request.accept();
            }
            case DETACH -> refuse(request, DfuStatus.STALLED_PACKET);
        }
    }

    private void download(ControlRequest request) {
        Setup setup = request.setup();
        if (setup.length() > settings.transferBytes() || setup.length() > 0 && setup.value() == BLOCK_NOT_USED) {
            refuse(request, DfuStatus.STALLED_PACKET);
            return;
        }
        if (setup.length() == 0) {
            state = DfuState.MANIFEST_SYNC;
        } else {
            state = DfuState.DNLOAD_SYNC;
            pending = true;
            block = setup.value();
            data = request.data();
        }
        request.accept();
    }

    private void upload(ControlRequest request) {
        Setup setup = request.setup();
        if (setup.value() == 0) {
            send(request, work.commands());
        } else if (setup.value() == BLOCK_NOT_USED || setup.length() == 0 || setup.length() > settings.transferBytes()) {
            refuse(request, DfuStatus.STALLED_PACKET);
        } else {
            byte[] content = new byte[setup.length()];
            DfuStatus read = work.read(setup.value(), content);
            if (read == DfuStatus.OK) {
                send(request, Bytes.copyOf(content));
            } else {
                refuse(request, read);
            }
        }
    }

    /** An answer shorter than asked for ends the upload. USB DFU Rev 1.1 §A.2.10. */
    private void send(ControlRequest request, Bytes content) {
        state = content.length() < request.setup().length() ? DfuState.IDLE : DfuState.UPLOAD_IDLE;
        request.answer(content);
    }

    private void status(ControlRequest request) {
        if (state == DfuState.DNLOAD_SYNC && pending) {
            pending = false;
            working = true;
            state = DfuState.DNBUSY;
            request.answer(report(announced()));
            work.execute(block, data, result -> safely(() -> done(result)));
        } else if (state == DfuState.MANIFEST_SYNC) {
            working = true;
            state = DfuState.MANIFEST;
            log.accept("USB: leaving");
            if (!settings.dropsOnLeave()) {
                request.answer(report(0));
            }
            leave.run();
        } else {
            if (state == DfuState.DNLOAD_SYNC) {
                state = status == DfuStatus.OK ? DfuState.DNLOAD_IDLE : DfuState.ERROR;
            }
            request.answer(report(0));
        }
    }

    private int announced() {
        return (int) Math.min(0xFF_FFFF, Math.round(work.announcedMillis(block, data) * settings.pollScale()));
    }

    private Bytes report(int millis) {
        return Bytes.of(status.code(), millis & 0xFF, millis >> 8 & 0xFF, millis >> 16, state.number(), 0);
    }

    private void done(DfuStatus result) {
        working = false;
        status = result;
        if (state == DfuState.DNBUSY) {
            state = DfuState.DNLOAD_SYNC;
        }
        if (held != null) {
            ControlRequest next = held;
            held = null;
            take(next);
        }
    }

    private void refuse(ControlRequest request, DfuStatus why) {
        if (state != DfuState.ERROR) {
            state = DfuState.ERROR;
            status = why;
        }
        request.stall();
    }

    // A bus fault inside the loader is a hard fault of the core: nothing answers until the next reset.
    private void safely(Runnable step) {
        try {
            step.run();
        } catch (BusFault fault) {
            log.accept("dead of a bus fault: " + fault.getMessage());
            work.stop();
            working = true;
        }
    }
}
