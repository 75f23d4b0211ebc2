package io.sectorzero.flash;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** How the work is done at this attempt: as the user wants it, and as recoveries have changed it since. */
final class Manner {

    private final Programmer programmer;
    private final OptionalDouble supply;
    private Policy policy;
    private boolean writes;
    private boolean narrow;
    private boolean patient;

    Manner(Programmer programmer, OptionalDouble supply, Policy policy) {
        this.programmer = programmer;
        this.supply = supply;
        this.policy = policy;
    }

    Policy policy() {
        return policy;
    }

    void follows(Policy changed) {
        policy = changed;
    }

    /** From now on the work is one that erases and writes. */
    void writes() {
        writes = true;
    }

    boolean isWriting() {
        return writes;
    }

    /** As narrow as the bootloader works when nobody states a supply. */
    void narrows() {
        narrow = true;
    }

    boolean isNarrow() {
        return narrow;
    }

    /** With twice the patience. */
    void waitsLonger() {
        patient = true;
    }

    /** What is known before anything was read. */
    Survey survey() {
        var survey = Survey.of(programmer.carrier(), lowest(supply, programmer.measuredVolts()));
        survey = narrow ? survey.asNarrowAsPossible() : survey;
        return patient ? survey.morePatient() : survey;
    }

    /** What is stated may be out of date, and what is measured may be measured elsewhere; the lower one does no harm. */
    private static OptionalDouble lowest(OptionalDouble stated, OptionalDouble measured) {
        return DoubleStream.concat(stated.stream(), measured.stream()).min();
    }
}
