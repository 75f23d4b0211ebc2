package io.sectorzero.flash;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Parallelism;
import io.sectorzero.device.Sector;
import io.sectorzero.flash.uart.SerialCarrier;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The plan as a pure function: carried out on paper, it leaves exactly what was asked for. */
class FlashPlanTest {

    private static final Device DEVICE = Catalogue.load().device("STM32F412xG");
    private static final Carrier SERIAL = SerialCarrier.usual(DEVICE.bootloader());
    private static final Policy POLICY = Policy.careful().tolerating("I4");
    static final OptionBytes FACTORY = DEVICE.options().decode(
            Bytes.parseHex("FF AA FF FF FF FF FF FF FF 7F FF FF FF FF FF FF"));

    @Property(tries = 40)
    void what_is_left_is_the_image_and_untouched_sectors(@ForAll long seed, @ForAll boolean keep, @ForAll boolean diff,
                                                         @ForAll @DoubleRange(min = 1.7, max = 3.6) double volts) {
        var dice = new Random(seed);
        byte[] before = content(dice);
        Image image = image(dice, before);
        var chip = new PaperChip(DEVICE, FACTORY);
        chip.fill(before);
        Policy policy = POLICY.withKeep(keep).withDiff(diff);
        Survey survey = survey(image, policy, before, OptionalDouble.of(volts));

        FlashPlan plan = FlashPlan.of(image, ChipIdentity.assumed(DEVICE).withOptions(FACTORY), policy, survey);
        carryOut(plan, chip);

        for (Sector sector : DEVICE.layout().sectors()) {
            boolean touched = SectorWork.imageBytes(image, sector) > 0;
            boolean rewritten = touched && !survey.right().contains(sector.number());
            Bytes held = slice(before, sector);
            Bytes expected = rewritten && !keep ? Bytes.repeat(0xFF, held.length()) : held;
            assertThat(chip.content(sector.range())).as("%s", sector).isEqualTo(overlaid(expected, image, sector));
        }
    }

    @Property(tries = 40)
    void exactly_the_touched_sectors_are_erased_and_only_erased_ones_are_written(@ForAll long seed, @ForAll boolean keep) {
        var dice = new Random(seed);
        byte[] before = content(dice);
        Image image = image(dice, before);
        Policy policy = POLICY.withKeep(keep);

        FlashPlan plan = FlashPlan.of(image, ChipIdentity.assumed(DEVICE), policy,
                survey(image, policy, before, OptionalDouble.empty()));

        var touched = new TreeSet<Integer>();
        DEVICE.layout().sectors().stream().filter(sector -> SectorWork.imageBytes(image, sector) > 0)
                .forEach(sector -> touched.add(sector.number()));
        var erased = new TreeSet<Integer>();
        plan.steps().forEach(step -> {
            if (step instanceof Step.EraseSector erase) {
                assertThat(erased.add(erase.sector().number())).as("erased once").isTrue();
            }
        });
        assertThat(erased).isEqualTo(touched);
        for (Step step : plan.steps()) {
            if (step instanceof Step.WriteBlock write) {
                var range = new AddressRange(write.address(), write.data().length());
                boolean fits = write.address().isAlignedTo(4) && write.data().length() % 4 == 0
                        && write.address().unsigned() / 256 == range.last().unsigned() / 256
                        && erased.contains(DEVICE.layout().sectorAt(write.address()).orElseThrow().number());
                if (!fits || write.data().isAll(0xFF)) {
                    throw new AssertionError("no block to write: %s".formatted(write.describe()));
                }
            }
        }
    }

    @Property(tries = 40)
    void every_byte_of_the_image_is_read_back(@ForAll long seed) {
        var dice = new Random(seed);
        Image image = image(dice, content(dice));

        FlashPlan plan = FlashPlan.of(image, ChipIdentity.assumed(DEVICE), POLICY);

        List<AddressRange> read = plan.steps(Phase.VERIFY).map(Step.Verify.class::cast)
                .flatMap(step -> step.ranges().stream()).toList();
        for (Segment segment : image.segments()) {
            long seen = read.stream().flatMap(range -> range.intersection(segment.range()).stream())
                    .mapToLong(AddressRange::length).sum();
            assertThat(seen).isEqualTo(segment.data().length());
        }
        for (AddressRange range : read) {
            assertThat(read).filteredOn(range::overlaps).containsExactly(range);
        }
    }

    @Test
    void sectors_whose_erase_is_doubtful_are_read_back_whole() {
        Image image = Image.of("app", new Segment(Address.of(0x0802_0100L), Bytes.of(1, 2, 3, 4)),
                new Segment(Address.of(0x0800_4100L), Bytes.of(1, 2, 3, 4)));

        var unknown = FlashPlan.of(image, ChipIdentity.assumed(DEVICE), POLICY);
        var good = FlashPlan.of(image, ChipIdentity.assumed(DEVICE).withRevision(DEVICE.revision("C")), POLICY);

        assertThat(unknown.steps(Phase.VERIFY).map(Step::bytes)).containsExactly(64L, 128L * 1024);
        assertThat(good.steps(Phase.VERIFY).map(Step::bytes)).containsExactly(64L, 64L);
        assertThat(unknown.warnings()).anyMatch(warning -> warning.contains("erase of sector 5 unreliable"));
        assertThat(good.warnings()).noneMatch(warning -> warning.contains("unreliable"));
    }

    @Test
    void a_doubtful_sector_is_checked_whole_before_writing_when_a_mass_erase_may_follow() {
        Image image = Image.of("app", new Segment(Address.of(0x0802_0100L), Bytes.of(1, 2, 3, 4)));
        var revisionZ = ChipIdentity.assumed(DEVICE).withRevision(DEVICE.revision("Z"));

        FlashPlan plan = FlashPlan.of(image, revisionZ, POLICY.withErase(EraseMode.SECTORS_OR_MASS));

        assertThat(plan.steps().stream().filter(Step.BlankCheck.class::isInstance).map(step -> ((Step.BlankCheck) step).length()))
                .containsExactly(128L * 1024);
    }

    @Test
    void where_every_sector_is_erased_anyway_silicon_that_erases_them_badly_is_erased_as_a_whole() {
        Image image = Image.of("app", new Segment(DEVICE.layout().base(), Bytes.repeat(0, (int) DEVICE.layout().sizeBytes())));
        var revisionZ = ChipIdentity.assumed(DEVICE).withRevision(DEVICE.revision("Z"));
        var revisionC = ChipIdentity.assumed(DEVICE).withRevision(DEVICE.revision("C"));

        assertThat(FlashPlan.of(image, revisionZ, POLICY).steps(Phase.ERASE)).singleElement().isInstanceOf(Step.EraseEverything.class);
        assertThat(FlashPlan.of(image, revisionC, POLICY).steps(Phase.ERASE)).hasSize(12);
    }

    @Test
    void a_loader_is_used_where_it_pays_and_the_dry_run_says_so() {
        var chip = new PaperChip(DEVICE, FACTORY);
        chip.takesLoader = true;
        Image little = Image.of("app", new Segment(Address.of(0x0800_4000L), Bytes.repeat(1, 64)));
        Image large = Image.of("app", new Segment(Address.of(0x0800_4000L), Bytes.repeat(1, 20_000)));

        FlashPlan without = planned(little, chip);
        FlashPlan with = planned(large, chip);

        assertThat(without.steps()).noneMatch(Step.UseLoader.class::isInstance);
        assertThat(with.steps()).first().isInstanceOf(Step.UseLoader.class);
        assertThat(with.render()).contains("erase     have a loader in the chip's RAM write and check, in blocks of 256");
        // Carrying 20000 bytes takes longer than programming them, and hides it; checking is free.
        Carrier loader = chip.carrier().withLoader().orElseThrow();
        assertThat(with.forecast().phases().get(Phase.WRITE).typical()).isBetween(loader.writing(20_000), loader.writing(21_000));
    }

    private static FlashPlan planned(Image image, PaperChip chip) {
        return FlashPlan.of(image, chip.connect(), POLICY, Survey.of(chip.carrier(), OptionalDouble.of(3.3)));
    }

    @Test
    void a_mass_erase_replaces_every_sector_erase() {
        Image image = Image.of("app", new Segment(Address.of(0x0800_4000L), Bytes.of(1, 2, 3, 4)));

        FlashPlan plan = FlashPlan.of(image, ChipIdentity.assumed(DEVICE), POLICY.withErase(EraseMode.MASS));

        assertThat(plan.steps().stream().filter(step -> step.phase() == Phase.ERASE)).hasSize(1)
                .first().isInstanceOf(Step.EraseEverything.class);
    }

    /** Every sector at every supply band: the wait is the data sheet's worst case for the width that band allows, doubled. */
    @Property(tries = 50)
    void patience_is_twice_the_worst_case_of_the_width_the_supply_allows(
            @ForAll @DoubleRange(min = 1.7, max = 3.6) double volts, @ForAll @IntRange(min = 0, max = 11) int number,
            @ForAll @IntRange(min = 1, max = 256) int length) {
        Sector sector = DEVICE.layout().sector(number);
        Image image = Image.of("app", new Segment(sector.range().start(), Bytes.repeat(0, length)));
        Parallelism width = volts < 2.1 ? Parallelism.X8 : volts < 2.7 ? Parallelism.X16 : Parallelism.X32;
        long units = ((length + 3) / 4 * 4) / width.bytes();

        FlashPlan plan = FlashPlan.of(image, ChipIdentity.assumed(DEVICE), POLICY,
                Survey.of(SERIAL, OptionalDouble.of(volts)));

        assertThat(plan.width()).isEqualTo(width);
        for (Step step : plan.steps()) {
            if (step instanceof Step.EraseSector erase) {
                assertThat(erase.patience()).isEqualTo(DEVICE.timings().erase(sector, width).worst().multipliedBy(2));
            }
            if (step instanceof Step.WriteBlock write) {
                assertThat(write.patience()).isEqualTo(Duration.ofNanos(units * 100_000 * 2));
            }
        }
    }

    @Test
    void without_a_stated_supply_the_flash_is_waited_for_as_the_bootloader_works_by_itself() {
        Image image = Image.of("app", new Segment(Address.of(0x0802_0000L), Bytes.repeat(0, 256)));

        FlashPlan plan = FlashPlan.of(image, ChipIdentity.assumed(DEVICE), POLICY);

        assertThat(plan.steps()).noneMatch(Step.StateSupply.class::isInstance);
        assertThat(plan.steps()).contains(new Step.EraseSector(DEVICE.layout().sector(5), Duration.ofSeconds(8)));
        assertThat(plan.forecast().phases().get(Phase.ERASE).typical()).isBetween(Duration.ofMillis(2000), Duration.ofMillis(2010));
    }

    @Test
    void a_whole_image_is_predicted_from_the_line_and_the_data_sheet() {
        Image image = Image.of("app", new Segment(DEVICE.layout().base(), Bytes.repeat(0, 1 << 20)));

        Forecast forecast = FlashPlan.of(image, ChipIdentity.assumed(DEVICE), POLICY,
                Survey.of(SERIAL, OptionalDouble.of(3.3))).forecast();

        // 4096 blocks of 268 bytes, 11 bits each; 64 words of 16 us each.
        assertThat(forecast.phases().get(Phase.WRITE).typical().toMillis()).isEqualTo(
                (4096L * 268 * 11 * 1_000_000 / 115_200 + 4096 * 64 * 16) / 1000);
        assertThat(forecast.phases().get(Phase.ERASE).typical().toMillis()).isBetween(4 * 250 + 550 + 7 * 1000L, 8570L);
    }

    /** Old content, with blank stretches. */
    private static byte[] content(Random dice) {
        byte[] content = new byte[(int) DEVICE.layout().sizeBytes()];
        dice.nextBytes(content);
        for (int i = 0; i < 6; i++) {
            int from = dice.nextInt(content.length);
            Arrays.fill(content, from, Math.min(content.length, from + dice.nextInt(100_000)), (byte) 0xFF);
        }
        return content;
    }

    /** Up to five pieces that do not overlap; some of them are what is there already, some hold blank stretches. */
    private static Image image(Random dice, byte[] before) {
        var pieces = new TreeMap<Integer, byte[]>();
        int next = 0;
        for (int i = 1 + dice.nextInt(5); i > 0; i--) {
            int start = next + dice.nextInt(200_000);
            int length = 1 + dice.nextInt(dice.nextBoolean() ? 20 : 40_000);
            if (start + length > before.length) {
                break;
            }
            byte[] data = Arrays.copyOfRange(before, start, start + length);
            if (dice.nextInt(3) > 0) {
                dice.nextBytes(data);
                Arrays.fill(data, length / 3, length / 2, (byte) 0xFF);
            }
            pieces.put(start, data);
            next = start + length;
        }
        if (pieces.isEmpty()) {
            pieces.put(0x4000, new byte[] {1});
        }
        var segments = new ArrayList<Segment>();
        pieces.forEach((start, data) -> segments.add(new Segment(DEVICE.layout().base().plus(start), Bytes.copyOf(data))));
        return Image.of("random", segments.toArray(new Segment[0]));
    }

    /** What reading the flash would tell. */
    private static Survey survey(Image image, Policy policy, byte[] before, OptionalDouble volts) {
        Map<Integer, Bytes> contents = new HashMap<>();
        Set<Integer> right = new HashSet<>();
        for (Sector sector : DEVICE.layout().sectors()) {
            Bytes held = slice(before, sector);
            if (policy.keep()) {
                contents.put(sector.number(), held);
            }
            List<AddressRange> parts = image.segments().stream()
                    .flatMap(segment -> segment.range().intersection(sector.range()).stream()).toList();
            if (!parts.isEmpty() && parts.stream().allMatch(part -> image.contentOf(part, 0).equals(held.slice(
                    (int) part.start().minus(sector.range().start()),
                    (int) (part.end() - sector.range().start().unsigned()))))) {
                right.add(sector.number());
            }
        }
        Survey plain = Survey.of(SERIAL, volts);
        return new Survey(plain.carrier(), volts, contents, policy.diff() ? right : Set.of(), Set.of(), Map.of(), false, plain.margin());
    }

    private static Bytes slice(byte[] flash, Sector sector) {
        int from = (int) sector.range().start().minus(DEVICE.layout().base());
        return Bytes.copyOf(flash, from, from + (int) sector.sizeBytes());
    }

    private static Bytes overlaid(Bytes content, Image image, Sector sector) {
        byte[] result = content.toArray();
        for (Segment segment : image.segments()) {
            long offset = segment.start().minus(sector.range().start());
            for (int i = (int) Math.max(0, -offset); i < segment.data().length() && i + offset < result.length; i++) {
                result[(int) (i + offset)] = (byte) segment.data().at(i);
            }
        }
        return Bytes.copyOf(result);
    }

    private static void carryOut(FlashPlan plan, PaperChip chip) {
        for (Step step : plan.steps()) {
            if (step instanceof Step.EraseSector erase) {
                chip.erase(erase.sector(), erase.patience());
            } else if (step instanceof Step.WriteBlock write) {
                chip.write(write.address(), write.data(), write.patience());
            }
        }
    }
}
