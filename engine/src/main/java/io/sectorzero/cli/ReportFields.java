package io.sectorzero.cli;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Revision;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.FlashPlan;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.image.Image;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What is known about chip, image, plan and work, as fields of the schema. Times are seconds on the bench's clock. */
final class ReportFields {

    private ReportFields() {
    }

    static void chip(JsonObject json, ChipIdentity chip) {
        json.object("chip", object -> {
            object.field("device", chip.device().name()).field("productId", "0x%03X".formatted(chip.device().productId()))
                    .field("flashKilobytes", chip.flashKilobytes())
                    .field("uniqueId", chip.uniqueId().isEmpty() ? Optional.empty() : Optional.of(chip.uniqueId().hex().replace(" ", "")))
                    .field("bootloader", hex(chip.bootloaderId())).field("protocol", hex(chip.protocol()))
                    .field("revision", chip.revision().map(Revision::marking)).field("readProtected", chip.readProtected());
            chip.options().ifPresent(options -> options(object, options));
        });
    }

    static void options(JsonObject json, OptionBytes options) {
        json.object("options", object -> object
                .field("readProtection", options.readProtection().ordinal())
                .numbers("writeProtected", options.writeProtected().stream().sorted().toList())
                .numbers("codeProtected", options.codeProtected().stream().sorted().toList())
                .field("brownOutVolts", options.brownOutVolts())
                .field("watchdog", options.watchdogInSoftware() ? "software" : "hardware")
                .field("resetOnStop", options.resetOnStop()).field("resetOnStandby", options.resetOnStandby())
                .field("raw", options.raw().hex()));
    }

    static void image(JsonObject json, Image image) {
        json.object("image", object -> object
                .field("name", image.name()).field("format", image.format().shortName()).field("bytes", image.size())
                .objects("segments", image.segments(), (segment, each) -> each
                        .field("start", segment.start().toString()).field("bytes", segment.data().length())));
    }

    static void plan(JsonObject json, FlashPlan plan) {
        json.object("plan", object -> object
                .field("title", plan.title()).field("steps", plan.steps().size()).field("line", plan.carrier().toString())
                .field("width", plan.width().toString())
                .field("typicalSeconds", Quantity.seconds(plan.forecast().total().typical()))
                .field("worstSeconds", Quantity.seconds(plan.forecast().total().worst())));
    }

    static void planned(JsonObject json, FlashPlan plan) {
        json.objects("sectors", plan.sectors(), (sector, each) -> each
                .field("number", sector.sector().number()).field("start", sector.sector().range().start().toString())
                .field("bytes", sector.sector().sizeBytes()).field("fate", word(sector.fate()))
                .field("imageBytes", sector.imageBytes()).field("keptBytes", sector.keptBytes()));
        json.texts("warnings", plan.warnings());
    }

    /** All a report says except its failure, which the reply itself tells. */
    static void report(JsonObject json, FlashReport report) {
        json.object("bench", object -> object.field("name", report.bench()).field("route", word(report.route())));
        report.chip().ifPresent(chip -> chip(json, chip));
        report.plan().ifPresent(plan -> plan(json, plan));
        json.objects("sectors", report.sectors(), (mark, each) -> each
                .field("number", mark.sector().number()).field("start", mark.sector().range().start().toString())
                .field("bytes", mark.sector().sizeBytes()).field("before", word(mark.before())).field("after", word(mark.after()))
                .field("imageBytes", mark.imageBytes()).field("keptBytes", mark.keptBytes()));
        json.numbers("erasedSectors", report.erasedSectors()).field("massErased", report.massErased())
                .field("programmedBytes", report.programmedBytes()).field("verifiedBytes", report.verifiedBytes())
                .field("verified", report.verified());
        json.objects("phases", List.copyOf(report.durations().entrySet()), (phase, each) -> each
                .field("phase", word(phase.getKey())).field("seconds", Quantity.seconds(phase.getValue())));
        json.field("seconds", Quantity.seconds(report.total())).field("board", report.board().name())
                .texts("recoveries", report.recoveries()).texts("warnings", report.warnings());
    }

    private static Optional<String> hex(OptionalInt value) {
        return value.isPresent() ? Optional.of("0x%02X".formatted(value.getAsInt())) : Optional.empty();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
