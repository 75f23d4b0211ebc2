package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.world.Dice;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;

/** From a voltage and a pin to a core that starts: who holds the chip in reset, and for how long. */
final class ResetSequence {

    /** What a reset does to the chip. */
    interface Chiplet {
        void powerOn();

        /** Running or not: everything goes to its reset value. */
        void reset(ResetCause cause);

        /** The option bytes are loaded; answers what BOR_LEV they ask for. */
        int loadOptions();

        void boot();

        void powerOff();
    }

    /** TRSTTEMPO, from power-on to the release of reset, typical. DS11139 Rev 8 Table 21. */
    private static final long TEMPO_NANOS = 1_500_000;
    /**
     * HSI start-up, typical; then the straps are latched on the fourth edge at 16 MHz. DS11139 Rev 8 §6.3; RM0402 Rev 6
     * §2.4.
     */
    private static final long START_NANOS = 2_200 + 4 * 1_000 / 16;
    /** Internal causes drive NRST low at least this long. DS11139 Rev 8 Table 60. */
    private static final long PULSE_NANOS = 20_000;
    /** From a wake-up event in Standby to the start, typical. DS11139 Rev 8 §6.3. */
    private static final long STANDBY_NANOS = 317_000;
    /** A shorter pulse on NRST may be filtered away, a longer one is seen. DS11139 Rev 8 Table 60. */
    private static final long FILTER_NANOS = 300;
    /** Below this a start without any supervisor is undefined. DS11139 Rev 8 Table 16. */
    private static final double LEAST_VOLTS = 1.7;

    private static final long NOT_BOOKED = -1;

    private final World world;
    private final SupplySupervisor supervisor;
    private final Chiplet chip;
    private final boolean supervised;
    private final Dice undefinedStart;
    private final Happening start = this::start;
    private final Happening pinSeen = this::pinSeen;

    private boolean powered;
    private boolean freshlyPowered;
    private boolean hung;
    private boolean coreGood = true;
    private boolean inStandby;
    private boolean running;
    private boolean pinLow;
    private boolean pinHolds;
    private long heldUntilNanos;
    private long startTicket = NOT_BOOKED;
    private long pinTicket = NOT_BOOKED;

    ResetSequence(World world, boolean supervised, Chiplet chip) {
        this.world = world;
        this.supervised = supervised;
        this.chip = chip;
        supervisor = new SupplySupervisor(supervised);
        undefinedStart = world.dice("undefined start");
    }

    boolean isPowered() {
        return powered;
    }

    boolean isRunning() {
        return running;
    }

    double volts() {
        return supervisor.volts();
    }

    void supply(double volts) {
        SupplySupervisor.State now = supervisor.volts(volts);
        if (powered && now == SupplySupervisor.State.OFF) {
            losePower();
        } else if (!powered && now != SupplySupervisor.State.OFF) {
            gainPower(volts);
        } else if (running && now == SupplySupervisor.State.BROWN_OUT) {
            hold(ResetCause.BROWN_OUT);
        }
        release();
    }

    private void losePower() {
        powered = false;
        running = false;
        inStandby = false;
        cancelStart();
        chip.powerOff();
    }

    private void gainPower(double volts) {
        powered = true;
        freshlyPowered = true;
        supervisor.powerOn();
        pinHolds = pinLow;
        hung = !supervised && !pinLow && volts < LEAST_VOLTS && undefinedStart.chance(0.5);
        chip.powerOn();
        heldUntilNanos = world.nanos() + (supervised ? TEMPO_NANOS : 0);
    }

    /** The level of NRST as somebody outside drives it. */
    void pin(boolean low) {
        pinLow = low;
        cancel(pinTicket);
        pinTicket = NOT_BOOKED;
        if (!powered) {
            return;
        }
        if (low && !pinHolds) {
            pinTicket = world.in(FILTER_NANOS, pinSeen);
        } else if (!low && pinHolds) {
            pinHolds = false;
            hung = false;
            release();
        }
    }

    private void pinSeen() {
        pinTicket = NOT_BOOKED;
        if (powered) {
            pinHolds = true;
            stop(ResetCause.PIN);
        }
    }

    /** A cause inside the chip: it also drives NRST low for a while. */
    void internal(ResetCause cause) {
        if (running || inStandby) {
            hold(cause);
            release();
        }
    }

    /**
     * The supply that the chip makes for its logic, as good as it should be or not.
     *
     * @param flagged what is remembered as the reset's cause
     */
    void coreSupply(boolean good, ResetCause flagged) {
        coreGood = good;
        if (!good && running) {
            hold(flagged);
        }
        release();
    }

    /** Standby: nothing runs, and it is no reset. */
    void enterStandby() {
        running = false;
        inStandby = true;
        cancelStart();
    }

    /** The regulator starts again, and then everything is as after a reset. */
    void leaveStandby() {
        if (inStandby) {
            heldUntilNanos = world.nanos() + STANDBY_NANOS;
            inStandby = false;
            release();
        }
    }

    private void hold(ResetCause cause) {
        heldUntilNanos = world.nanos() + PULSE_NANOS;
        stop(cause);
    }

    private void stop(ResetCause cause) {
        running = false;
        inStandby = false;
        cancelStart();
        chip.reset(cause);
    }

    private void release() {
        boolean free = powered && !inStandby && !pinHolds && !hung && coreGood && supervisor.state() == SupplySupervisor.State.GOOD;
        if (!free) {
            cancelStart();
        } else if (!running && startTicket == NOT_BOOKED) {
            startTicket = world.at(Math.max(world.nanos(), heldUntilNanos) + START_NANOS, start);
        }
    }

    // Loading the option bytes may raise the brown-out threshold above the supply; then this was no start.
    private void start() {
        startTicket = NOT_BOOKED;
        SupplySupervisor.State supply = supervisor.borLevel(chip.loadOptions(), freshlyPowered);
        if (supply != SupplySupervisor.State.GOOD) {
            chip.reset(ResetCause.BROWN_OUT);
            return;
        }
        freshlyPowered = false;
        running = true;
        chip.boot();
    }

    private void cancelStart() {
        cancel(startTicket);
        startTicket = NOT_BOOKED;
    }

    private void cancel(long ticket) {
        if (ticket != NOT_BOOKED) {
            world.cancel(ticket);
        }
    }
}
