package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.cortexm.Core;
import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Ram;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.wire.SerialWire;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * An STM32F412, seen from its pins and from its bus. It is made without power; {@link #supply} and the pins bring it
 * to life, and time passes only in its world. Whoever acts for the core (a loader, an application) is told when to
 * start and when to stop, and works through the {@link #bus()}.
 */
public final class Chip {

    public static final int SRAM_BASE = 0x2000_0000;
    public static final int SRAM_BYTES = 256 * 1024;

    /** HSI, from which the core runs after reset. */
    private static final long HSI_HZ = 16_000_000;
    /** WKUP1 is PA0. DS11139 Rev 8 Table 9. */
    private static final int WAKE_PIN = 0;

    private final World world;
    private final ChipSettings settings;
    private final Unmodelled unmodelled = new Unmodelled();
    private final Story story = new Story();
    private final Bus bus = new Bus(unmodelled);
    private final FlashParts flash;
    private final FlashController flashController;
    private final OptionByteStore options;
    private final Otp otp = new Otp();
    private final Ram sram;
    private final Peripherals peripherals;
    private final StoreBurst burst;
    private final ResetSequence resets;
    private final Processor processor;
    private final LowPower lowPower;
    private final List<Consumer<BootMode>> bootListeners = new ArrayList<>();
    private final List<Runnable> stopListeners = new ArrayList<>();
    private final List<Consumer<Core>> coreListeners = new ArrayList<>();
    private Runnable loaderLeft = () -> { };
    private final List<Runnable> pinListeners = new ArrayList<>();

    private boolean boot0;
    private boolean boot1;
    private boolean debuggerAttached;
    private long powerOns;
    private Optional<BootMode> bootMode = Optional.empty();
    private Optional<OptionValues> optionsInForce = Optional.empty();
    private LongConsumer clockListener = hz -> { };

    public Chip(World world, ChipSettings settings) {
        this.world = world;
        this.settings = settings;
        flash = FlashParts.of(settings, world);
        options = new OptionByteStore(settings.stuckOptionMask());
        var programming = new FlashProgramming(flash);
        var commands = new FlashCommands(flash, options, world.dice("option bytes"), unmodelled, story);
        flashController = new FlashController(flash, commands, programming, unmodelled);
        sram = new Ram(SRAM_BYTES, this::powerOnNoise);
        peripherals = new Peripherals(world, bus, settings, unmodelled, new AroundPeripherals());
        processor = new Processor(world, bus, () -> flash.open().generation() + flash.main().replacements(), this::wire);
        burst = new StoreBurst(bus, flash.busy());
        resets = new ResetSequence(world, settings.supervised(), new Inside());
        lowPower = new LowPower(peripherals.power(), peripherals.debugMcu(), new Sleeper());
        processor.lowPower(lowPower);
        wire(programming);
        bus.watch(new Watch());
        barEverybody("the chip has no power");
    }

    private void wire(FlashProgramming programming) {
        var array = new FlashArray(flash, programming);
        var information = new InformationBlock(flash, programming, otp, world.dice("weak reads"));
        bus.attach(Geometry.FLASH_BASE, FlashArray.LENGTH, array);
        bus.attach(FlashRegisters.BASE, FlashController.LENGTH, flashController);
        bus.attach(SRAM_BASE, SRAM_BYTES, sram);
        bus.attach(InformationBlock.BASE, InformationBlock.LENGTH, information);
        bus.attach(OptionByteStore.BASE, OptionByteStore.LENGTH, new OptionArea(flash, programming, options));
        bus.attach(0, BootAlias.LENGTH,
                new BootAlias(peripherals.configuration(), array, information, sram, unmodelled));
    }

    private void wire(Core core) {
        core.tell(line -> story.tell("core: %s", line));
        core.onResetRequest(this::softwareReset);
        core.attachPrivate(DebugMcu.BASE, DebugMcu.LENGTH, new OnPrivateBus(peripherals.debugMcu(), processor));
        coreListeners.forEach(listener -> listener.accept(core));
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
        boot0 = high;
    }

    /** BOOT1 is PB2; looked at when reset is released, and at no other time. */
    public void boot1(boolean high) {
        boot1 = high;
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
            lowPower.wakePin(high);
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
        pinListeners.add(listener);
    }

    /**
     * Whether PA13 and PA14 lead to the debug port, as after each reset. A program may have taken them, and in Standby
     * the port has no power, unless DBG_STANDBY is set.
     */
    public boolean hasDebugPins() {
        catchUp();
        return peripherals.hasDebugPins() && lowPower.hasDebugPort();
    }

    /** Whether what a debugger has set up is kept: without power, or in Standby without DBG_STANDBY, it is not. */
    public boolean hasDebugPower() {
        return isPowered() && lowPower.hasDebugPort();
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
        clockListener = listener;
    }

    /** Something the chip cannot see keeps what its array does from ever ending: BSY stays until the next reset. */
    public void hangFlash() {
        flash.busy().hang();
    }

    /**
     * The 1.2 V inside have given way, or are good again. Which flag that leaves no document says; here it is the brown-out's
     * [I]. The debug port keeps what it has.
     */
    public void coreSupply(boolean good) {
        resets.coreSupply(good);
    }

    // Whoever acts for the core or sits at the debug port.

    public Bus bus() {
        return bus;
    }

    /** Told each time the core would start. */
    public void onBoot(Consumer<BootMode> listener) {
        bootListeners.add(listener);
    }

    /** Told each time whatever runs must stop at once: reset, or power gone. */
    public void onStop(Runnable listener) {
        stopListeners.add(listener);
    }

    /** Told when the core comes into being, before it does anything. */
    public void onCore(Consumer<Core> listener) {
        coreListeners.add(listener);
    }

    /** Told when a debugger has led the core out of the loader, which is nobody's business from then on. */
    public void onLoaderLeft(Runnable listener) {
        loaderLeft = listener;
    }

    /** SYSRESETREQ. The stop listeners are told before this returns. */
    public void softwareReset() {
        reset(ResetCause.SOFTWARE);
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
        flash.supply().hclk(hz);
        clockListener.accept(hz);
        processor.frequency(hz);
    }

    /** A debugger took hold of the debug port, or let go. What it has seen counts until the next power-on. */
    public void debugger(boolean attached) {
        debuggerAttached = attached;
        if (attached) {
            flash.readProtection().debuggerAttached();
            flash.open().close();
        }
        admitDebugger();
    }

    /** The core was halted by a debugger, or runs again. */
    public void coreHalted(boolean halted) {
        peripherals.coreHalted(halted);
        boolean loaderActs = bootMode.equals(Optional.of(BootMode.SYSTEM_MEMORY));
        if (loaderActs && halted && !processor.isInCharge()) {
            // The loader has no instructions of its own to stop at. While the core is halted it stands at its beginning, and
            // a loader that was only looked at goes on as if nothing had been.
            processor.startAt(SRAM_BASE + SRAM_BYTES, InformationBlock.BASE | 1);
        } else if (loaderActs && !halted && processor.isAt(InformationBlock.BASE)) {
            processor.letGo();
        } else if (loaderActs && !halted) {
            loaderLeft.run();
        }
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
        return world;
    }

    public ChipSettings settings() {
        return settings;
    }

    /** The true content of the main array. */
    public FlashCells flash() {
        return flash.main().cells();
    }

    public OptionByteStore options() {
        return options;
    }

    public Otp otp() {
        return otp;
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
        return bootMode;
    }

    /** The level in force, which may not be the one stored. */
    public ProtectionLevel protectionLevel() {
        return flash.readProtection().level();
    }

    /** Something was asked of the chip, not on its bus, that the model does not know. */
    public void noteUnmodelled(String what) {
        unmodelled.note("%s", what);
    }

    public List<String> unmodelled() {
        return unmodelled.notes();
    }

    /** From now on the reader is told in lines what the chip does: resets, boots, erases, option writes. */
    public void tell(Consumer<String> reader) {
        story.readBy(reader);
    }

    /** One line for a person. */
    public String statusLine() {
        if (!isPowered()) {
            return "no power (%.2f V)".formatted(resets.volts());
        }
        String state = bootMode.map(mode -> "booted from " + mode).orElse("in reset");
        return "%s, %.2f V, %s %s".formatted(state, resets.volts(), flashController, peripherals.clock());
    }

    /** What the chip remembers without power, shared with it until either side writes. */
    public ChipMemory save() {
        return new ChipMemory(flash().fork(), options.bytes(), otp.content());
    }

    /** Puts memories back. The running chip notices changed option bytes at its next reset. */
    public void restore(ChipMemory memory) {
        flash().become(memory.flash());
        options.restore(memory.options());
        otp.load(memory.otp());
    }

    // The inside's own business.

    private void reset(ResetCause cause) {
        resets.internal(cause);
    }

    private void halt(String why, Runnable forget) {
        bootMode = Optional.empty();
        barEverybody(why);
        admitDebugger();
        processor.stop();
        flashController.reset();
        forget.run();
        hclk(HSI_HZ);
        stopListeners.forEach(Runnable::run);
    }

    private void barEverybody(String why) {
        for (Master master : Master.values()) {
            bus.bar(master, why);
        }
    }

    private void admitDebugger() {
        if (!isPowered()) {
            bus.bar(Master.DEBUGGER, "the chip has no power");
        } else if (!debuggerAttached) {
            bus.bar(Master.DEBUGGER, "no debugger is attached");
        } else if (protectionLevel() == ProtectionLevel.TWO) {
            bus.bar(Master.DEBUGGER, "the debug port is closed at level 2");
        } else {
            bus.admit(Master.DEBUGGER);
        }
    }

    // SplitMix64's finisher over the word index and the number of power-ons: noise that repeats with the story.
    private int powerOnNoise(int word) {
        long z = world.seed() + powerOns * 0x9E37_79B9_7F4A_7C15L + word * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return (int) (z ^ z >>> 31);
    }

    /** Other masters find the core at their own time, and it sees what they write. */
    private final class Watch implements Bus.Watch {

        @Override public void begins() {
            processor.catchUp();
        }

        @Override public void written(int address, int bytes) {
            processor.written(address, bytes);
        }
    }

    private final class AroundPeripherals implements Peripherals.Surroundings {

        @Override public void watchdogBites() {
            reset(ResetCause.WATCHDOG);
        }

        @Override public void windowWatchdogBites() {
            reset(ResetCause.WINDOW_WATCHDOG);
        }

        @Override public void remapped() {
            flash.open().changed();
        }

        @Override public void hclk(long hz) {
            Chip.this.hclk(hz);
        }

        @Override public void interrupt(int number, boolean high) {
            processor.interrupt(number, high);
        }

        @Override public void event() {
            processor.event();
        }

        @Override public void rtcWakesUp() {
            lowPower.wakeUp();
        }

        @Override public void pinsChanged() {
            processor.showNow();
            pinListeners.forEach(Runnable::run);
        }
    }

    /** What Stop and Standby do to the rest of the chip. */
    private final class Sleeper implements LowPower.Chiplet {

        @Override public OptionValues options() {
            return options.values();
        }

        @Override public void reset() {
            Chip.this.reset(ResetCause.LOW_POWER);
        }

        @Override public void stopClocks() {
            story.tell("stop");
            processor.stopClock();
            peripherals.clock().enterStop();
        }

        @Override public void startClocks() {
            story.tell("woken from stop");
            peripherals.clock().leaveStop();
            processor.startClock();
        }

        @Override public void enterStandby() {
            story.tell("standby");
            resets.enterStandby();
            sram.forget();
            halt("the chip is in standby", peripherals::enterStandby);
        }

        @Override public void leaveStandby() {
            story.tell("woken from standby");
            resets.leaveStandby();
        }
    }

    /** What the reset sequence does to the rest of the chip. */
    private final class Inside implements ResetSequence.Chiplet {

        @Override public void powerOn() {
            powerOns++;
            optionsInForce = Optional.empty();
            sram.forget();
            flash.readProtection().powerOn();
            peripherals.powerOn(settings.supervised());
            admitDebugger();
            story.tell("power on at %.2f V", resets.volts());
        }

        @Override public void reset(ResetCause cause) {
            peripherals.clock().reset(cause);
            story.tell("reset, %s, %s", cause, peripherals.clock());
            stop("the chip is in reset");
        }

        private void stop(String why) {
            lowPower.reset();
            halt(why, peripherals::stop);
        }

        @Override public int loadOptions() {
            if (optionsInForce.isEmpty() || !settings.switches().on(Switch.OPTIONS_WAIT_FOR_POWER_ON)) {
                optionsInForce = Optional.of(options.values());
            }
            flashController.loadOptions(options.values(), optionsInForce.get());
            if (debuggerAttached) {
                flash.readProtection().debuggerAttached();
            }
            return optionsInForce.get().borLevel();
        }

        @Override public void boot() {
            BootMode mode = BootMode.of(boot0, boot1, protectionLevel());
            bootMode = Optional.of(mode);
            peripherals.boot(mode, !options.values().softwareWatchdog());
            flash.readProtection().booted(mode);
            for (Master master : Master.values()) {
                bus.admit(master);
            }
            admitDebugger();
            story.tell("boot from %s, %s", mode, flashController);
            flash.open().changed();
            if (mode != BootMode.SYSTEM_MEMORY) {
                processor.start();
            } else {
                processor.leftReset();
            }
            bootListeners.forEach(listener -> listener.accept(mode));
        }

        @Override public void powerOff() {
            story.tell("power lost at %.2f V", resets.volts());
            stop("the chip has no power");
        }
    }
}
