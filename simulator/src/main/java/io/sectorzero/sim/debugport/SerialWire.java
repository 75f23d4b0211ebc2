package io.sectorzero.sim.debugport;

/** Serial wire, transfer by transfer: whether anybody listens, and what a request gets for an answer. IHI 0031 §B4. */
final class SerialWire {

    private enum Readiness {
        /** A protocol error, or no line reset yet: nothing is answered until there is one. */
        SILENT,
        /** After a line reset only a read of DPIDR is answered. */
        RESET,
        READY
    }

    private final PortRegisters registers;
    private Readiness readiness = Readiness.SILENT;

    SerialWire(PortRegisters registers) {
        this.registers = registers;
    }

    void fallSilent() {
        readiness = Readiness.SILENT;
    }

    void lineReset() {
        readiness = Readiness.RESET;
        registers.lineReset();
    }

    Acknowledge offer(boolean accessPort, boolean read, int register) {
        if (readiness == Readiness.RESET) {
            boolean identifies = !accessPort && read && register == 0;
            readiness = identifies ? Readiness.READY : Readiness.SILENT;
        }
        return readiness == Readiness.READY ? registers.offer(accessPort, read, register) : Acknowledge.NONE;
    }

    Reply transfer(boolean accessPort, boolean read, int register, int data, boolean parityHolds) {
        Acknowledge ack = offer(accessPort, read, register);
        if (ack != Acknowledge.OK) {
            return Reply.of(ack);
        }
        if (read) {
            return Reply.ok(registers.read(accessPort, register));
        }
        registers.write(accessPort, register, data, parityHolds);
        return Reply.of(Acknowledge.OK);
    }
}
