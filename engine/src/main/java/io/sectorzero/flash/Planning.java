package io.sectorzero.flash;

import io.sectorzero.device.Device;
import io.sectorzero.device.Parallelism;
import io.sectorzero.device.Revision.Trust;
import io.sectorzero.device.Sector;
import io.sectorzero.flash.SectorPlan.Fate;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Decides. One instance makes one plan. */
final class Planning {

    private final ChipIdentity chip;
    private final Device device;
    private final Policy policy;
    private final Survey survey;
    private final Parallelism width;
    private final List<Step> steps = new ArrayList<>();
    private final List<SectorPlan> sectors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<SectorWork> work = new ArrayList<>();
    private Carrier carrier;

    private Planning(ChipIdentity chip, Policy policy, Survey survey) {
        this.chip = chip;
        this.device = chip.device();
        this.policy = policy;
        this.survey = survey;
        this.width = survey.width(device);
        this.carrier = survey.carrier();
    }

    static FlashPlan writing(Image image, ChipIdentity chip, Policy policy, Survey survey) {
        Preflight.require(image, chip.device(), policy);
        var planning = new Planning(chip, policy, survey);
        planning.warnings.addAll(Preflight.remarks(image, chip.device(), policy));
        planning.divide(image);
        planning.write(image);
        return planning.plan("write %s (%d bytes)".formatted(image.name(), image.size()));
    }

    static FlashPlan verifying(Image image, ChipIdentity chip, Policy policy, Survey survey) {
        Preflight.require(image, chip.device(), policy);
        var planning = new Planning(chip, policy, survey);
        Protection.refuseReading(chip, survey.carrier().route(), "verifying reads the flash");
        planning.verify(image);
        return planning.plan("compare with %s (%d bytes)".formatted(image.name(), image.size()));
    }

    static FlashPlan erasing(EraseRequest request, ChipIdentity chip, Survey survey) {
        var policy = Policy.careful().withErase(request.everything() ? EraseMode.MASS : EraseMode.SECTORS)
                .withLiftWriteProtection(request.liftWriteProtection());
        var planning = new Planning(chip, policy, survey);
        planning.erase(request);
        return planning.plan(request.everything() ? "erase everything" : "erase %d sectors".formatted(request.sectors().size()));
    }

    private FlashPlan plan(String title) {
        if (carrier != survey.carrier()) {
            useLoader();
        }
        return new FlashPlan("%s, %s, over %s".formatted(title, chip.describe(), carrier), chip, carrier, width,
                sectors, steps, warnings);
    }

    /** A loader is put into RAM when that is sooner done with so many bytes than going without. */
    private void chooseWay(long written, long checked) {
        carrier = survey.carrier().withLoader().filter(loader -> cost(loader, written, checked).compareTo(
                cost(survey.carrier(), written, checked)) < 0).orElse(survey.carrier());
    }

    private Duration cost(Carrier way, long written, long checked) {
        long blocks = (written + way.blockBytes() - 1) / way.blockBytes();
        Duration carrying = blocks == 0 ? Duration.ZERO : way.writing((int) (written / blocks)).multipliedBy(blocks);
        Duration programming = device.timings().program(written, width).typical();
        Duration writing = !way.writesAhead() ? programming.plus(carrying) : programming.compareTo(carrying) < 0 ? carrying : programming;
        return way.starting().plus(writing).plus(way.checking(checked));
    }

    /** Where the first thing is done that it helps with; changes of option bytes come before, because they reset the chip. */
    private void useLoader() {
        for (int i = 0; i < steps.size(); i++) {
            Phase phase = steps.get(i).phase();
            if (phase == Phase.ERASE || phase == Phase.WRITE || phase == Phase.VERIFY) {
                steps.add(i, new Step.UseLoader(phase, carrier));
                return;
            }
        }
    }

    /** What becomes of each sector. */
    private void divide(Image image) {
        for (Sector sector : device.layout().sectors()) {
            long imageBytes = SectorWork.imageBytes(image, sector);
            boolean changed = imageBytes > 0 && !survey.right().contains(sector.number());
            if (policy.erase() == EraseMode.MASS || changed) {
                var todo = SectorWork.of(image, sector, policy.keep() ? contents(sector) : Optional.empty(),
                        device.layout().erased(), trusts(sector));
                work.add(todo);
                sectors.add(new SectorPlan(sector, todo.isBlank() ? Fate.ERASED : Fate.WRITTEN, imageBytes, todo.keptBytes()));
            } else {
                sectors.add(new SectorPlan(sector, imageBytes > 0 ? Fate.RIGHT : Fate.UNTOUCHED, imageBytes, 0));
            }
        }
    }

    private Optional<Bytes> contents(Sector sector) {
        return Optional.ofNullable(survey.contents().get(sector.number()));
    }

    private boolean trusts(Sector sector) {
        return policy.erase() == EraseMode.MASS || device.eraseTrust(sector, chip.revision()) == Trust.GOOD;
    }

    private void write(Image image) {
        var otp = new OtpWork(device, image);
        var toErase = new TreeSet<Integer>();
        work.forEach(todo -> toErase.add(todo.sector().number()));
        long content = work.stream().mapToLong(todo -> todo.wanted().length() - todo.blankBytes()).sum();
        chooseWay(content, work.stream().mapToLong(SectorWork::checkedBytes).sum());
        var protection = new Protection(chip, policy, survey.carrier().route());
        steps.addAll(protection.opening(toErase, survey.margin()));
        if (!work.isEmpty() || !otp.isEmpty()) {
            stateSupply();
        }
        makeRoom(protection.wipes());
        for (SectorWork todo : work) {
            todo.blocks(carrier, (address, data) -> steps.add(new Step.WriteBlock(address, data, programming(data))));
        }
        otp.blocks(carrier, (address, data) -> steps.add(new Step.WriteBlock(address, data, programming(data))));
        work.stream().filter(SectorWork::hasWanted).forEach(todo -> steps.add(todo.verification()));
        otp.verification().ifPresent(steps::add);
        steps.addAll(protection.closing());
        if (policy.startAfter()) {
            steps.add(new Step.Start(startOf(image)));
        }
        warnAboutKeeping();
    }

    private void verify(Image image) {
        for (Sector sector : device.layout().sectors()) {
            long imageBytes = SectorWork.imageBytes(image, sector);
            sectors.add(new SectorPlan(sector, Fate.UNTOUCHED, imageBytes, 0));
            if (imageBytes > 0) {
                steps.add(SectorWork.comparison(image, sector, device.layout().erased()));
            }
        }
        new OtpWork(device, image).verification().ifPresent(steps::add);
    }

    private void erase(EraseRequest request) {
        var toErase = new TreeSet<Integer>();
        for (Sector sector : request.on(device)) {
            toErase.add(sector.number());
            work.add(SectorWork.nothing(sector, device.layout().erased()));
        }
        for (Sector sector : device.layout().sectors()) {
            sectors.add(new SectorPlan(sector, toErase.contains(sector.number()) ? Fate.ERASED : Fate.UNTOUCHED, 0, 0));
        }
        var protection = new Protection(chip, policy, survey.carrier().route());
        steps.addAll(protection.opening(toErase, survey.margin()));
        stateSupply();
        makeRoom(protection.wipes());
        if (request.blankCheck()) {
            chooseWay(0, work.stream().mapToLong(todo -> todo.sector().sizeBytes()).sum());
            work.forEach(todo -> steps.add(todo.wholeVerification()));
        } else {
            warnings.add("erased sectors are not read back" + (survey.carrier().route().isBootloader()
                    ? "; the bootloader acknowledges erases it did not do" : ""));
        }
        steps.addAll(protection.closing());
    }

    private void stateSupply() {
        survey.band(device).ifPresentOrElse(band -> steps.add(new Step.StateSupply(band, survey.carrier().route())), () -> warnings.add(
                survey.supplyVolts().isPresent()
                        ? "a supply of %.2f V is none the chip is specified for; the flash works %s".formatted(
                                survey.supplyVolts().getAsDouble(), width)
                        : (survey.carrier().route().isBootloader()
                                ? "nobody stated the supply: the flash works %s, as the bootloader assumes by itself, which takes"
                                : "nobody stated or measured the supply: the flash works %s, which takes").formatted(width) + " twice the erase time and four times the program time of 2.7 V and more"));
    }

    private void makeRoom(boolean wiped) {
        if (wiped || work.isEmpty()) {
            return;
        }
        if (policy.erase() == EraseMode.MASS || losesNothingByMassErase()) {
            steps.add(new Step.EraseEverything(device.layout().range(),
                    device.timings().massErase(width).worst().multipliedBy(survey.margin())));
            work.forEach(todo -> sampleCheck(todo).ifPresent(steps::add));
            return;
        }
        var looks = new ArrayList<Step>();
        for (SectorWork todo : work) {
            if (!survey.blank().contains(todo.sector().number())) {
                steps.add(new Step.EraseSector(todo.sector(),
                        device.timings().erase(todo.sector(), width).worst().multipliedBy(survey.margin())));
                blankCheck(todo).ifPresent(survey.carrier().turnsSlowly() ? looks::add : steps::add);
            }
        }
        steps.addAll(looks);
        warnAboutDoubts();
    }

    /** Where every sector is erased anyway, everything at once is the way around silicon that erases sectors badly. */
    private boolean losesNothingByMassErase() {
        return work.size() == device.layout().sectors().size() && survey.blank().isEmpty()
                && work.stream().anyMatch(todo -> device.eraseTrust(todo.sector(), chip.revision()) == Trust.DOUBTFUL);
    }

    /** Whole where the silicon is known to be doubtful and a mass erase may follow; a sample elsewhere. */
    private Optional<Step> blankCheck(SectorWork todo) {
        Trust trust = device.eraseTrust(todo.sector(), chip.revision());
        if (trust == Trust.DOUBTFUL && policy.erase() == EraseMode.SECTORS_OR_MASS) {
            return Optional.of(new Step.BlankCheck(todo.sector(), List.of(todo.sector().range()), Optional.empty()));
        }
        return sampleCheck(todo);
    }

    private Optional<Step> sampleCheck(SectorWork todo) {
        return Optional.ofNullable(survey.samples().get(todo.sector().number()))
                .map(sample -> new Step.BlankCheck(todo.sector(), List.of(sample.range()), Optional.of(sample.data())));
    }

    private void warnAboutDoubts() {
        var doubtful = new ArrayList<String>();
        for (Step step : steps) {
            if (step instanceof Step.EraseSector erase && device.eraseTrust(erase.sector(), chip.revision()) != Trust.GOOD) {
                doubtful.add(String.valueOf(erase.sector().number()));
            }
        }
        if (!doubtful.isEmpty()) {
            warnings.add("%s erase of sector%s %s unreliable (ES0305 Rev 9 §2.1.7): read back whole".formatted(
                    chip.revision().map("revision %s may make"::formatted)
                            .orElse("the revision cannot be read over this route; some make"),
                    doubtful.size() == 1 ? "" : "s", String.join(", ", doubtful)));
        }
    }

    private Duration programming(Bytes data) {
        return device.timings().program(data.length(), width).worst().multipliedBy(survey.margin());
    }

    private Address startOf(Image image) {
        return image.covers(device.layout().base()) ? device.layout().base() : image.segments().stream().map(Segment::start)
                .filter(device.layout().range()::contains).findFirst().orElse(device.layout().base());
    }

    private void warnAboutKeeping() {
        if (policy.keep()) {
            work.stream().filter(todo -> !todo.isCovered() && contents(todo.sector()).isEmpty()).forEach(todo -> warnings.add(
                    "what sector %d holds besides the image is read first and written back; it is not known here".formatted(
                            todo.sector().number())));
        }
    }

    /** A range widened to whole write units. */
    static AddressRange aligned(AddressRange range, int unit) {
        long start = range.start().unsigned() / unit * unit;
        long end = (range.end() + unit - 1) / unit * unit;
        return AddressRange.of(start, end - start);
    }
}
