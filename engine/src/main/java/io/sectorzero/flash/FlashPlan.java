package io.sectorzero.flash;

import io.sectorzero.device.Parallelism;
import io.sectorzero.flash.uart.SerialCarrier;
import io.sectorzero.image.Image;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Everything that will be done, decided before anything is. Making one is a pure function of its arguments; the same
 * list is printed by a dry run and carried out by a loop.
 *
 * @param title    one line: what is done to which chip
 * @param width    how wide the flash will work
 * @param sectors  every sector of the chip, in order
 * @param warnings things the user should know that stop nobody
 */
public record FlashPlan(String title, ChipIdentity chip, Carrier carrier, Parallelism width, List<SectorPlan> sectors,
                        List<Step> steps, List<String> warnings) {

    public FlashPlan {
        sectors = List.copyOf(sectors);
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /**
     * Writing an image.
     *
     * @throws io.sectorzero.failure.ImageRejected with every complaint about the image
     * @throws io.sectorzero.failure.Protected     when protection stands in the way and the policy does not lift it
     * @throws io.sectorzero.failure.ConsentMissing when it can be lifted only at a price nobody agreed to
     */
    public static FlashPlan of(Image image, ChipIdentity chip, Policy policy, Survey survey) {
        return Planning.writing(image, chip, policy, survey);
    }

    /** Without a board: nothing of the flash is known, and a serial line runs at its usual speed. */
    public static FlashPlan of(Image image, ChipIdentity chip, Policy policy) {
        return of(image, chip, policy, Survey.of(SerialCarrier.usual(chip.device().bootloader()), OptionalDouble.empty()));
    }

    /** Comparing the flash with an image; nothing is changed. */
    public static FlashPlan verifying(Image image, ChipIdentity chip, Policy policy, Survey survey) {
        return Planning.verifying(image, chip, policy, survey);
    }

    /** Erasing without an image. */
    public static FlashPlan erasing(EraseRequest request, ChipIdentity chip, Survey survey) {
        return Planning.erasing(request, chip, survey);
    }

    /** How long it will take. */
    public Forecast forecast() {
        return Forecast.of(this);
    }

    /** What a dry run prints. */
    public String render() {
        return PlanText.of(this);
    }

    /** Bytes of memory this phase covers. */
    public long bytes(Phase phase) {
        return steps(phase).mapToLong(Step::bytes).sum();
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The steps that lift protection at the price of everything; the rest is planned anew when they are done. */
    FlashPlan opening() {
        return new FlashPlan(title, chip, carrier, width, sectors, steps.stream().filter(step ->
                step instanceof Step.LiftReadProtection || step instanceof Step.LiftCodeProtection).toList(), warnings);
    }

    boolean writes() {
        return bytes(Phase.WRITE) > 0;
    }

    boolean erases() {
        return steps(Phase.ERASE).findAny().isPresent();
    }

    Stream<Step> steps(Phase phase) {
        return steps.stream().filter(step -> step.phase() == phase);
    }
}
