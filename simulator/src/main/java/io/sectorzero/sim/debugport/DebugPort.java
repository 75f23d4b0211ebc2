package io.sectorzero.sim.debugport;

import io.sectorzero.sim.stm32f412.Chip;
import io.sectorzero.sim.stm32f412.ProtectionLevel;
import io.sectorzero.sim.stm32f412.Switch;

/**
 * The chip's debug port, from outside: transfers for a probe that speaks the protocol, clock edges for one that moves
 * pins. Everything happens at the moment the world has; whoever uses the port spaces its transfers in time. A reset of the
 * chip leaves it alone, loss of power ends everything. It comes up speaking JTAG.
 */
public final class DebugPort {

    private final Chip chip;
    private final ChipBus bus;
    private final MemoryAccessPort memory;
    private final PortRegisters registers;
    private final SerialWire serial;
    private final SerialWirePins serialPins;
    private final ScanChain chain;
    private final SwitchSequence sequence = new SwitchSequence();
    private Wire wire = Wire.JTAG;

    public DebugPort(Chip chip) {
        this(chip, 0);
    }

    /** The port of a chip whose core goes on for so long after it was told to halt. */
    public DebugPort(Chip chip, long haltDelayNanos) {
        this.chip = chip;
        bus = new ChipBus(chip, haltDelayNanos);
        memory = new MemoryAccessPort(bus);
        registers = new PortRegisters(memory, chip::debugger);
        serial = new SerialWire(registers);
        serialPins = new SerialWirePins(serial, registers);
        chain = new ScanChain(new BoundaryScan(boundaryScanId(chip)), new JtagDebugPort(registers));
        powerOn();
        chip.onStop(this::stopped);
    }

    private static int boundaryScanId(Chip chip) {
        boolean asPrinted = chip.settings().switches().on(Switch.BOUNDARY_SCAN_ID_AS_PRINTED);
        return asPrinted ? BoundaryScan.IDENTITY_AS_PRINTED : BoundaryScan.IDENTITY;
    }

    // A stop is a reset or the end of the core domain's power; only the latter reaches the debug domain, which lies in it.
    private void stopped() {
        if (chip.hasDebugPower()) {
            bus.reset();
        } else {
            chip.debugger(false);
            powerOn();
        }
    }

    private void powerOn() {
        registers.powerOn();
        memory.powerOn();
        bus.powerOn();
        select(Wire.JTAG);
    }

    // --- transfer by transfer -------------------------------------------------------------------------------------------

    /** The sequence that changes the protocol was sent, framed by line resets. */
    public void select(Wire chosen) {
        wire = chosen;
        serial.fallSilent();
        serialPins.begin();
        chain.reset();
    }

    public Wire wire() {
        return wire;
    }

    /** At least fifty clocks with the line high, then low ones. In JTAG it resets the test access ports. */
    public void lineReset() {
        if (wire == Wire.SWD && isAlive()) {
            serial.lineReset();
        } else {
            chain.reset();
        }
    }

    /**
     * One transfer over serial wire.
     *
     * @param address of the register, 0, 4, 8 or C
     * @param data what is written
     */
    public Reply transfer(boolean accessPort, boolean read, int address, int data) {
        return transfer(accessPort, read, address, data, true);
    }

    /** The same for a transfer whose data may arrive damaged. */
    Reply transfer(boolean accessPort, boolean read, int address, int data, boolean parityHolds) {
        if ((address & ~0xC) != 0) {
            throw new IllegalStateException("no debug port register has address 0x%X".formatted(address));
        }
        if (wire != Wire.SWD || !isAlive()) {
            return Reply.of(Acknowledge.NONE);
        }
        return serial.transfer(accessPort, read, address, data, parityHolds);
    }

    /**
     * Whether anybody is there to answer. Level 2 closes the port for good, RM0402 Rev 6 §3.6.3; a program that uses its
     * pins for something else closes it until the next reset.
     */
    public boolean isAlive() {
        return chip.isPowered() && chip.protectionLevel() != ProtectionLevel.TWO && chip.hasDebugPins();
    }

    // --- edge by edge ---------------------------------------------------------------------------------------------------

    /** A rising edge of TCK. What TDO showed until then. */
    public boolean jtagClock(boolean tms, boolean tdi) {
        boolean out = tdo();
        clock(tms, tdi);
        return out;
    }

    /** A rising edge of SWCLK, which is TCK, with what the host has on SWDIO, which is TMS, and on TDI. */
    public void clock(boolean tmsOrSwdio, boolean tdi) {
        if (!isAlive()) {
            return;
        }
        boolean level = drivesSwdio() ? serialPins.level() : tmsOrSwdio;
        if (wire == Wire.SWD) {
            serialPins.clock(level);
        } else {
            chain.clock(level, tdi);
        }
        sequence.next(level).ifPresent(this::select);
    }

    /** TDO before the next rising edge; high where nobody drives it. */
    public boolean tdo() {
        return wire != Wire.JTAG || !isAlive() || chain.tdo();
    }

    /** Whether the chip drives SWDIO until the next rising edge. */
    public boolean drivesSwdio() {
        return wire == Wire.SWD && isAlive() && serialPins.drives();
    }

    /** What the chip puts on SWDIO; high, by the pull-up, where it does not drive. */
    public boolean swdio() {
        return !drivesSwdio() || serialPins.level();
    }

    /** NJTRST goes low. */
    public void testReset() {
        chain.reset();
    }
}
