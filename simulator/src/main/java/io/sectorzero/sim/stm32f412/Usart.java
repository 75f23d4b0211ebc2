package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.stm32f412.UsartRegisters.Cr1;
import io.sectorzero.sim.stm32f412.UsartRegisters.Cr2;
import io.sectorzero.sim.stm32f412.UsartRegisters.Cr3;
import io.sectorzero.sim.stm32f412.UsartRegisters.Sr;
import io.sectorzero.sim.wire.Framing;
import io.sectorzero.sim.wire.Framing.Parity;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.Optional;

/**
 * A USART as a UART: seven or eight data bits, parity, interrupts, DMA requests. Nine data bits, LIN, smart cards, infrared,
 * half duplex, synchronous mode and hardware flow control are not modelled. RM0090 Rev 21 §30.3, §30.6 [S].
 */
final class Usart implements BusDevice {

    static final int LENGTH = 0x400;

    private static final long PICOS_PER_SECOND = 1_000_000_000_000L;
    private static final long PICOS_PER_NANO = 1_000;
    private static final int NOTHING = -1;
    private static final long NOT_BOOKED = -1;
    /** PE, FE, NF, ORE and IDLE go when SR was read and then DR. */
    private static final int CLEARED_BY_READING = 0x1F;
    private static final int RC_W0 = 0x360;

    /** What it asks of the chip around it. */
    interface Surroundings {

        void interrupt(boolean high);

        /** Its DMA requests may have changed. */
        void dmaRequests();
    }

    private final World world;
    private final PeripheralClock clock;
    private final Unmodelled unmodelled;
    private final Surroundings chip;
    private final String name;
    private final UsartRegisters registers;
    private final Register<Sr> sr;
    private final Register<Cr1> cr1;
    private final Register<Cr3> cr3;
    private final RegisterBlock block;
    private final Happening frameSent = this::frameSent;
    private final Happening lineIdle = this::lineIdle;

    private Optional<UsartPins> pins = Optional.empty();
    private Optional<Framing> hearsWith = Optional.empty();
    /** What waits in the data register while another frame is on its way. */
    private int waiting = NOTHING;
    private long sending = NOT_BOOKED;
    private long idle = NOT_BOOKED;
    private int received;
    private int seenFlags;

    Usart(String name, World world, PeripheralClock clock, Unmodelled unmodelled, Surroundings chip) {
        this.name = name;
        this.world = world;
        this.clock = clock;
        this.unmodelled = unmodelled;
        this.chip = chip;
        registers = new UsartRegisters(name);
        sr = registers.sr;
        cr1 = registers.cr1;
        cr3 = registers.cr3;
        block = new RegisterBlock(name, unmodelled, sr, registers.dr, registers.brr, cr1, registers.cr2, cr3, registers.gtpr);
    }

    void connect(UsartPins wires) {
        pins = Optional.of(wires);
        listen();
    }

    DmaSource receiving() {
        return () -> cr3.is(Cr3.DMAR) && sr.is(Sr.RXNE);
    }

    DmaSource sending() {
        return () -> cr3.is(Cr3.DMAT) && sr.is(Sr.TXE) && mayTransmit();
    }

    // --- registers --------------------------------------------------------------------------------------------------------

    @Override public int read(int offset, BusWidth width, Master master) {
        Register<?> register = block.at(offset, width);
        if (register == registers.dr) {
            registers.dr.load(received);
            sr.load(sr.value() & ~(seenFlags & CLEARED_BY_READING));
            sr.lower(Sr.RXNE);
            seenFlags = 0;
            request();
        } else if (register == sr) {
            seenFlags = sr.value();
        }
        return block.read(offset, width);
    }

    @Override public boolean isSteady(int offset) {
        return (offset & ~3) != registers.dr.offset();
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        Register<?> register = block.at(offset, width);
        if (register == registers.dr) {
            send(value & 0x1FF);
        } else if (register == sr) {
            int kept = value << RegisterBlock.shift(offset) | ~(RC_W0 & RegisterBlock.lanes(offset, width));
            sr.load(sr.value() & kept);
        } else {
            block.write(offset, value, width);
            noteUnmodelled();
            listen();
        }
        request();
    }

    private void noteUnmodelled() {
        if (cr1.is(Cr1.M) && !cr1.is(Cr1.PCE)) {
            unmodelled.note("%s_CR1: nine data bits", name);
        }
        if (cr1.is(Cr1.SBK) || cr1.is(Cr1.RWU)) {
            unmodelled.note("%s_CR1: break, receiver mute", name);
        }
        if (registers.cr2.is(Cr2.LINEN) || registers.cr2.is(Cr2.SYNCHRONOUS)) {
            unmodelled.note("%s_CR2: LIN, synchronous mode", name);
        }
        if (cr3.is(Cr3.IREN) || cr3.is(Cr3.HDSEL) || cr3.is(Cr3.SCEN) || cr3.is(Cr3.RTSE) || cr3.is(Cr3.CTSE)) {
            unmodelled.note("%s_CR3: infrared, half duplex, smart card, hardware flow control", name);
        }
    }

    /** What the bits on the line look like; empty while no rate is set or no clock runs. */
    private Optional<Framing> framing() {
        int divider = registers.brr.value();
        int cycles = cr1.is(Cr1.OVER8) ? (divider >> 4) * 8 + (divider & 7) : divider;
        if (cycles == 0 || clock.hz() == 0) {
            return Optional.empty();
        }
        boolean parityBit = cr1.is(Cr1.PCE) && cr1.is(Cr1.M);
        Parity parity = !parityBit ? Parity.NONE : cr1.is(Cr1.PS) ? Parity.ODD : Parity.EVEN;
        return Optional.of(new Framing(Math.max(1, PICOS_PER_SECOND * cycles / clock.hz()), parity));
    }

    // With a word of eight bits the parity takes the place of the eighth data bit.
    private boolean carriesParityInData() {
        return cr1.is(Cr1.PCE) && !cr1.is(Cr1.M);
    }

    private int parityOf(int sevenBits) {
        return Integer.bitCount(sevenBits & 0x7F) & 1 ^ (cr1.is(Cr1.PS) ? 1 : 0);
    }

    // --- sending ------------------------------------------------------------------------------------------------------------

    private boolean mayTransmit() {
        return cr1.is(Cr1.UE) && cr1.is(Cr1.TE) && clock.isOn();
    }

    private void send(int value) {
        if ((seenFlags & Sr.TC.place().mask()) != 0) {
            sr.lower(Sr.TC);
        }
        if (mayTransmit() && sending == NOT_BOOKED) {
            begin(value);
        } else {
            waiting = value;
            sr.lower(Sr.TXE);
        }
    }

    private void begin(int value) {
        Optional<Framing> framing = framing();
        if (framing.isEmpty()) {
            waiting = value;
            sr.lower(Sr.TXE);
            return;
        }
        int data = carriesParityInData() ? value & 0x7F | parityOf(value) << 7 : value & 0xFF;
        pins.filter(UsartPins::speaks).ifPresent(wires -> {
            wires.tx().sender(framing.get());
            wires.tx().send(data);
        });
        sr.raise(Sr.TXE);
        sr.lower(Sr.TC);
        sending = world.in((framing.get().framePicos() + PICOS_PER_NANO - 1) / PICOS_PER_NANO, frameSent);
        chip.dmaRequests();
    }

    private void frameSent() {
        sending = NOT_BOOKED;
        if (waiting == NOTHING) {
            sr.raise(Sr.TC);
        } else if (mayTransmit()) {
            int next = waiting;
            waiting = NOTHING;
            begin(next);
        }
        request();
    }

    // --- receiving ----------------------------------------------------------------------------------------------------------

    private void listen() {
        if (sending == NOT_BOOKED && waiting != NOTHING && mayTransmit()) {
            int next = waiting;
            waiting = NOTHING;
            begin(next);
        }
        boolean hears = cr1.is(Cr1.UE) && cr1.is(Cr1.RE) && clock.isOn() && pins.filter(UsartPins::hears).isPresent();
        Optional<Framing> wanted = hears ? framing() : Optional.empty();
        if (wanted.equals(hearsWith)) {
            return;
        }
        hearsWith = wanted;
        pins.ifPresent(wires -> wanted.ifPresentOrElse(framing -> wires.rx().listen(framing, this::arrived), wires.rx()::deafen));
    }

    private void arrived(int value, boolean damaged) {
        if (sr.is(Sr.RXNE)) {
            sr.raise(Sr.ORE);
        } else {
            received = value;
            sr.raise(Sr.RXNE);
            boolean wrongParity = carriesParityInData() && value >> 7 != parityOf(value);
            if (wrongParity || damaged && cr1.is(Cr1.PCE)) {
                sr.raise(Sr.PE);
            } else if (damaged) {
                sr.raise(Sr.FE);
            }
        }
        awaitIdle();
        request();
        chip.dmaRequests();
    }

    // The line is idle when a whole frame could have come after this one; a later byte puts it off.
    private void awaitIdle() {
        world.cancel(idle);
        hearsWith.ifPresent(framing -> idle = world.in((framing.framePicos() + framing.bitPicos()) / PICOS_PER_NANO, lineIdle));
    }

    private void lineIdle() {
        idle = NOT_BOOKED;
        sr.raise(Sr.IDLE);
        request();
    }

    // --- requests -----------------------------------------------------------------------------------------------------------

    private void request() {
        boolean wanted = cr1.is(Cr1.TXEIE) && sr.is(Sr.TXE) || cr1.is(Cr1.TCIE) && sr.is(Sr.TC)
                || cr1.is(Cr1.RXNEIE) && (sr.is(Sr.RXNE) || sr.is(Sr.ORE))
                || cr1.is(Cr1.IDLEIE) && sr.is(Sr.IDLE) || cr1.is(Cr1.PEIE) && sr.is(Sr.PE)
                || cr3.is(Cr3.EIE) && cr3.is(Cr3.DMAR) && (sr.is(Sr.FE) || sr.is(Sr.ORE) || sr.is(Sr.NF));
        chip.interrupt(wanted);
        chip.dmaRequests();
    }

    /** The rate of its clock, or the use of its pins, is another. */
    void surroundingsChanged() {
        listen();
    }

    void reset() {
        world.cancel(sending);
        world.cancel(idle);
        sending = NOT_BOOKED;
        idle = NOT_BOOKED;
        waiting = NOTHING;
        received = 0;
        seenFlags = 0;
        block.reset();
        listen();
        request();
    }
}
