package io.sectorzero.sim.debugport;

/**
 * What one write to an access port sets in motion: a write, or a read that is compared with what was written, as often as
 * the transaction counter says. It ends early at an error, and where a comparison comes out as it should not. IHI 0031 §B1.
 */
final class WriteSequence {

    private final ControlStatus control;
    private AccessPort port = AccessPort.ABSENT;
    private int register;
    private int value;
    private boolean underWay;
    private boolean begun;
    private int arrived;

    WriteSequence(ControlStatus control) {
        this.control = control;
    }

    void begin(AccessPort target, int targetRegister, int written) {
        port = target;
        register = targetRegister;
        value = written;
        underWay = true;
        begun = false;
        goOn();
    }

    boolean isUnderWay() {
        return underWay;
    }

    void abandon() {
        underWay = false;
    }

    /** Goes on as far as the bus lets it. */
    void goOn() {
        while (underWay) {
            // The bus let it wait, so that the port has what arrived.
            boolean late = begun;
            if (!begun) {
                start();
            }
            if (port.isBusy()) {
                return;
            }
            finish(late);
        }
    }

    private void start() {
        begun = true;
        if (control.pushes()) {
            arrived = port.read(register);
        } else {
            port.write(register, value);
        }
    }

    private void finish(boolean late) {
        begun = false;
        if (port.takeError()) {
            control.raise(ControlStatus.STICKYERR);
            underWay = false;
            return;
        }
        int read = late ? port.result() : arrived;
        if (control.pushes() && control.objectsTo(read, value)) {
            control.raise(ControlStatus.STICKYCMP);
            underWay = false;
            return;
        }
        underWay = control.countsDown();
    }
}
