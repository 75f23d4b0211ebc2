package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.SET_ONLY;
import static io.sectorzero.sim.silicon.Access.WRITE_ONE_TO_CLEAR;
import static io.sectorzero.sim.silicon.Place.bits;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Place;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;

/**
 * EXTI at 0x4001_3C00: edges of 23 lines become pending interrupts and events. Lines 0 to 15 are pins, 16 the voltage
 * detector, 17, 21 and 22 the RTC, 18 and 20 USB. RM0090 Rev 21 §12.2, §12.3 [S]; lines as in stm32f412zx.h [C].
 */
final class ExternalInterrupts implements BusDevice {

    static final int BASE = 0x4001_3C00;
    static final int LENGTH = 0x400;

    static final int VOLTAGE_DETECTOR = 16;
    static final int RTC_ALARM = 17;
    static final int RTC_WAKE_UP = 22;

    /** Who hears of it. */
    interface Listener {

        void interrupt(int number, boolean high);

        /** A pulse, not a level: it wakes a core from WFE, and a chip from Stop. */
        void event();
    }

    enum Lines implements Field {
        LINES(bits(22, 0, READ_WRITE));

        private final Place place;

        Lines(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Swier implements Field {
        SWIER(bits(22, 0, SET_ONLY));

        private final Place place;

        Swier(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    enum Pr implements Field {
        PR(bits(22, 0, WRITE_ONE_TO_CLEAR));

        private final Place place;

        Pr(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    /** Which lines share an interrupt. IRQn_Type of stm32f412zx.h [C]. */
    private enum Request {
        EXTI0(6, 0, 0), EXTI1(7, 1, 1), EXTI2(8, 2, 2), EXTI3(9, 3, 3), EXTI4(10, 4, 4), EXTI9_5(23, 9, 5),
        EXTI15_10(40, 15, 10), PVD(1, 16, 16), RTC_ALARM(41, 17, 17), OTG_FS_WKUP(42, 18, 18), TAMP_STAMP(2, 21, 21),
        RTC_WKUP(3, 22, 22);

        private final int number;
        private final int lines;

        Request(int number, int highLine, int lowLine) {
            this.number = number;
            lines = bits(highLine, lowLine, READ_WRITE).mask();
        }
    }

    private final Register<Lines> imr = new Register<>("EXTI_IMR", 0x00, 0, Lines.class);
    private final Register<Lines> emr = new Register<>("EXTI_EMR", 0x04, 0, Lines.class);
    private final Register<Lines> rtsr = new Register<>("EXTI_RTSR", 0x08, 0, Lines.class);
    private final Register<Lines> ftsr = new Register<>("EXTI_FTSR", 0x0C, 0, Lines.class);
    private final Register<Swier> swier = new Register<>("EXTI_SWIER", 0x10, 0, Swier.class);
    private final Register<Pr> pr = new Register<>("EXTI_PR", 0x14, 0, Pr.class);
    private final RegisterBlock block;
    private final Listener listener;
    private final RequestLine[] requests = new RequestLine[Request.values().length];
    private int levels;

    ExternalInterrupts(Unmodelled unmodelled, Listener listener) {
        this.listener = listener;
        for (Request request : Request.values()) {
            requests[request.ordinal()] = new RequestLine(high -> listener.interrupt(request.number, high));
        }
        block = new RegisterBlock("EXTI", unmodelled, imr, emr, rtsr, ftsr, swier, pr);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        return block.read(offset, width);
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        int triggered = swier.value();
        int pending = pr.value();
        block.write(offset, value, width);
        // Clearing a pending bit takes the software trigger back as well.
        swier.load(swier.value() & ~(pending & ~pr.value()));
        int fresh = swier.value() & ~triggered;
        pr.load(pr.value() | fresh & imr.value());
        request();
        if ((fresh & emr.value()) != 0) {
            listener.event();
        }
    }

    /** What is on a line at this moment. */
    void line(int number, boolean high) {
        int bit = 1 << number;
        if (((levels & bit) != 0) == high) {
            return;
        }
        levels ^= bit;
        if (((high ? rtsr : ftsr).value() & bit) != 0) {
            pr.load(pr.value() | bit);
            request();
            if ((emr.value() & bit) != 0) {
                listener.event();
            }
        }
    }

    private void request() {
        int requested = pr.value() & imr.value();
        for (Request request : Request.values()) {
            requests[request.ordinal()].level((requested & request.lines) != 0);
        }
    }

    /** The pins keep their levels; what was pending is forgotten. */
    void reset() {
        block.reset();
        request();
    }
}
