package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.cortexm.Core;
import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.wire.SerialWire;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * An STM32F412, seen from its pins and from its bus. It is made without power; {@link #supply} and the pins bring it
 * to life, and time passes only in its world. Whoever acts for the core (a loader, an application) is told when to
 * start and when to stop, and works through the {@link #bus()}. What is inside is the {@link Die}.
 */
public final class Chip {

    public static final int SRAM_BASE = 0x2000_0000;
    public static final int SRAM_BYTES = 256 * 1024;

    /** WKUP1 is PA0. DS11139 Rev 8 Table 9. */
    private static final int WAKE_PIN = 0;

    private final Die die;
    private final FlashParts flash;
    private final Peripherals peripherals;
    private final Processor processor;
    private final ResetSequence resets;
    private final StoreBurst burst;

    public Chip(World world, ChipSettings settings) {
        die = new Die(world, settings);
        flash = die.flash;
        peripherals = die.peripherals;
        processor = die.processor;
        resets = die.resets;
        burst = new StoreBurst(die.bus, flash.busy());
    }

    // Pins.

    /** VDD and everything that hangs on it. */
    public void supply(double volts) {
        flash.supply().volts(volts);
        flash.busy().supplyChanged();
        resets.supply(volts);
        peripherals.volts(volts);
    }

    /** What is on the BOOT0 pin beyond a logic level: 7 to 9 V allow x64 programming. DS11139 Rev 8 Table 50. */
    public void vpp(double volts) {
        flash.supply().vpp(volts);
        flash.busy().supplyChanged();
    }

    /** NRST as somebody outside drives it. A pulse shorter than 300 ns of virtual time goes unseen. */
    public void nrst(boolean low) {
        resets.pin(low);
    }

    /** Looked at when reset is released, and at no other time. */
    public void boot0(boolean high) {
        die.startAndStop.boot0(high);
    }

    /** BOOT1 is PB2; looked at when reset is released, and at no other time. */
    public void boot1(boolean high) {
        die.startAndStop.boot1(high);
    }

    /** The frequency of the crystal between OSC_IN and OSC_OUT; 0: there is none, and a program waits for it in vain. */
    public void crystal(long hz) {
        peripherals.clock().crystal(hz);
    }

    /** Somebody outside drives a pin of port A to H. */
    public void drive(char port, int pin, boolean high) {
        catchUp();
        peripherals.periphery().pins().port(port).drive(pin, high);
        if (port == 'A' && pin == WAKE_PIN) {
            die.lowPower.wakePin(high);
        }
    }

    /** Nobody outside drives this pin any more. */
    public void release(char port, int pin) {
        catchUp();
        peripherals.periphery().pins().port(port).release(pin);
    }

    /** The level on a pin. */
    public boolean isHigh(char port, int pin) {
        return peripherals.periphery().pins().port(port).isHigh(pin);
    }

    /** Called when a level on a pin, or who a pin is given to, may have changed. */
    public void onPins(Runnable listener) {
        die.listeners.onPins(listener);
    }

    /**
     * Whether PA13 and PA14 lead to the debug port, as after each reset. A program may have taken them, and in Standby
     * the port has no power, unless DBG_STANDBY is set.
     */
    public boolean hasDebugPins() {
        catchUp();
        return peripherals.hasDebugPins() && die.lowPower.hasDebugPort();
    }

    /** Whether what a debugger has set up is kept: without power, or in Standby without DBG_STANDBY, it is not. */
    public boolean hasDebugPower() {
        return isPowered() && die.lowPower.hasDebugPort();
    }

    /** Wires of the board end at the pins of this USART: 1, 2, 3 or 6. */
    public void serial(int usart, SerialWire toChip, SerialWire fromChip) {
        peripherals.connect(UsartNumber.valueOf("USART" + usart), toChip, fromChip);
    }

    /** Told what the array draws while it erases or programs, in mA on top of the rest; 0 when it rests. */
    public void onFlashLoad(IntConsumer milliAmps) {
        flash.busy().onLoad(milliAmps);
    }

    /** Told each time the core's clock is set, in Hz. The listener must not act on the chip before it returns. */
    public void onClock(LongConsumer listener) {
        die.listeners.onClock(listener);
    }

    /** Something the chip cannot see keeps what its array does from ever ending: BSY stays until the next reset. */
    public void hangFlash() {
        flash.busy().hang();
    }

    /**
     * The 1.2 V inside have given way, or are good again. {@link Switch#CORE_DIP_FLAGS_BROWN_OUT} has the flag that this leaves.
     * The debug port keeps what it has.
     */
    public void coreSupply(boolean good) {
        resets.coreSupply(good, settings().switches().on(Switch.CORE_DIP_FLAGS_BROWN_OUT) ? ResetCause.BROWN_OUT : ResetCause.POWER_ON);
    }

    // Whoever acts for the core or sits at the debug port.

    public Bus bus() {
        return die.bus;
    }

    /** Told each time the core would start. */
    public void onBoot(Consumer<BootMode> listener) {
        die.listeners.onBoot(listener);
    }

    /** Told each time whatever runs must stop at once: reset, or power gone. */
    public void onStop(Runnable listener) {
        die.listeners.onStop(listener);
    }

    /** Told when the core comes into being, before it does anything. */
    public void onCore(Consumer<Core> listener) {
        die.listeners.onCore(listener);
    }

    /** Told when a debugger has led the core out of the loader, which is nobody's business from then on. */
    public void onLoaderLeft(Runnable listener) {
        die.listeners.onLoaderLeft(listener);
    }

    /** SYSRESETREQ. The stop listeners are told before this returns. */
    public void softwareReset() {
        die.reset(ResetCause.SOFTWARE);
    }

    /** The core, whether or not it runs. Whoever looks at it or changes it first calls {@link #catchUp}. */
    public Core core() {
        return processor.core();
    }

    /**
     * Brings the core to the world's time. Everybody does this who looks at the core or at what it drives from outside;
     * accesses of other masters on the bus, and everything on this class that needs it, do it by themselves.
     */
    public void catchUp() {
        processor.catchUp();
    }

    /** A loader that acted in the core's place starts a program, which finds the core as after a reset. */
    public void startAt(int stack, int entry) {
        processor.startAt(stack, entry);
    }

    /** What the core does, in a few words. */
    public String coreState() {
        return processor.state();
    }

    public long hclk() {
        return processor.hz();
    }

    /** The core's clock, which software sets; 16 MHz after each reset. */
    public void hclk(long hz) {
        die.hclk(hz);
    }

    /** A debugger took hold of the debug port, or let go. What it has seen counts until the next power-on. */
    public void debugger(boolean attached) {
        die.admission.debugger(attached);
    }

    /** The core was halted by a debugger, or runs again. */
    public void coreHalted(boolean halted) {
        die.startAndStop.coreHalted(halted);
    }

    /**
     * Stores a run of bytes one unit after the other, each as soon as the one before has ended, as the loop "store, wait
     * until not BSY" does. Every store is an ordinary bus access at its own time; one that is refused takes no time.
     * {@code done} happens when the last has ended, perhaps before this returns, and never when a reset comes first.
     */
    public void storeAll(int address, Bytes data, BusWidth width, Master master, Happening done) {
        burst.begin(address, data, width, master, done);
    }

    // What is inside.

    public World world() {
        return die.world;
    }

    public ChipSettings settings() {
        return die.settings;
    }

    /** The true content of the main array. */
    public FlashCells flash() {
        return flash.main().cells();
    }

    public OptionByteStore options() {
        return die.memories.options();
    }

    public Otp otp() {
        return die.memories.otp();
    }

    /** Lays trouble over the main array; {@link CellOverlay#NONE} lifts it. */
    public void lay(CellOverlay overlay) {
        flash.main().overlay(overlay);
        flash.open().close();
    }

    /** Until when the flash is busy; a time gone by when it is not. */
    public long busyUntilNanos() {
        return flash.busy().endNanos();
    }

    public boolean isPowered() {
        return resets.isPowered();
    }

    /** Powered and out of reset. */
    public boolean isRunning() {
        return resets.isRunning();
    }

    /** Where the core started; empty in reset. */
    public Optional<BootMode> bootMode() {
        return die.startAndStop.bootMode();
    }

    /** The level in force, which may not be the one stored. */
    public ProtectionLevel protectionLevel() {
        return flash.readProtection().level();
    }

    /** Something was asked of the chip, not on its bus, that the model does not know. */
    public void noteUnmodelled(String what) {
        die.unmodelled.note("%s", what);
    }

    public List<String> unmodelled() {
        return die.unmodelled.notes();
    }

    /** From now on the reader is told in lines what the chip does: resets, boots, erases, option writes. */
    public void tell(Consumer<String> reader) {
        die.story.readBy(reader);
    }

    /** One line for a person. */
    public String statusLine() {
        if (!isPowered()) {
            return "no power (%.2f V)".formatted(resets.volts());
        }
        String state = bootMode().map(mode -> "booted from " + mode).orElse("in reset");
        return "%s, %.2f V, %s %s".formatted(state, resets.volts(), die.memories.controller(), peripherals.clock());
    }

    /** What the chip remembers without power, shared with it until either side writes. */
    public ChipMemory save() {
        return die.memories.save();
    }

    /** Puts memories back. The running chip notices changed option bytes at its next reset. */
    public void restore(ChipMemory memory) {
        die.memories.restore(memory);
    }
}
