package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a chip keeps without power, can be taken out of it and put into another; forks and overlays keep apart. */
class ChipMemoryTest {

    @Test void what_is_saved_is_what_another_chip_comes_up_with() {
        var first = Desk.running();
        first.fill(3, 0x3C);
        first.chip.flash().weaken(0xC000, 1);
        first.chip.otp().load(Bytes.repeat(0x0F, 528));
        first.chip.options().load(OptionValues.FACTORY.withNwrp(0x7FF));
        var second = Desk.unpowered(ChipSettings.typical());

        second.chip.restore(first.chip.save());
        second.powerUp();

        assertThat(second.chip.flash().content(0, 1 << 20)).isEqualTo(first.chip.flash().content(0, 1 << 20));
        assertThat(second.chip.flash().weakBitsAt(0xC000)).isEqualTo(1);
        assertThat(second.read(OPTCR)).isEqualTo(0x07FF_AAED);
        assertThat(second.chip.otp().content()).isEqualTo(Bytes.repeat(0x0F, 528));
    }

    @Test void neither_side_of_a_fork_sees_what_the_other_writes() {
        var first = Desk.running();
        first.fill(0, 0x50);
        ChipMemory saved = first.chip.save();
        var second = Desk.running();
        second.chip.restore(saved);

        first.unlock();
        first.eraseSector(0);
        second.unlock();
        second.program(FLASH, 0x1111_1111);

        assertThat(first.isBlank(0)).isTrue();
        assertThat(second.read(FLASH)).isEqualTo(0x1010_1010);
        assertThat(second.read(FLASH + 4)).isEqualTo(0x5050_5050);
        assertThat(saved.flash().content(0, 0x4000).isAll(0x50)).isTrue();
    }

    @Test void an_overlay_hides_the_truth_and_lifting_it_brings_the_truth_back() {
        var desk = Desk.running();
        desk.fill(0, 0xF0);
        desk.chip.lay(new CellOverlay() {
            @Override public int read(int offset, int sensed) {
                return offset == 5 ? sensed | 0x01 : sensed;
            }

            @Override public long eraseNanos(int sector, long healthyNanos) {
                return sector == 1 ? 10 * healthyNanos : healthyNanos;
            }

            @Override public long programNanos(int offset, long healthyNanos) {
                return healthyNanos + offset;
            }
        });

        assertThat(desk.read(FLASH + 4)).isEqualTo(0xF0F0_F1F0);
        assertThat(desk.chip.flash().at(5)).isEqualTo(0xF0);
        desk.unlock();
        long since = desk.world.nanos();
        desk.eraseSector(1);
        assertThat(desk.world.nanos() - since).isEqualTo(2_500_000_000L);
        since = desk.world.nanos();
        desk.program(FLASH + 0x100, 0);
        assertThat(desk.world.nanos() - since).isEqualTo(16_256);
        desk.chip.lay(CellOverlay.NONE);

        assertThat(desk.read(FLASH + 4)).isEqualTo(0xF0F0_F0F0);
    }

    @Test void the_same_story_is_told_in_the_same_words() {
        List<String> story = story();

        assertThat(story()).isEqualTo(story);
        assertThat(story).contains("erasing offsets 0x04000 to 0x07FFF, FLASH_CR=0001020A SER SNB=1 PSIZE=2 STRT", "erased",
                "erase refused, FLASH_SR=00000010 WRPERR");
        assertThat(story).anyMatch(line -> line.startsWith("power on at 3.30 V"));
        assertThat(story).anyMatch(line -> line.startsWith("reset, SOFTWARE, RCC_CSR="));
        assertThat(story).anyMatch(line -> line.startsWith("boot from MAIN_FLASH, FLASH_SR=00000000 FLASH_CR=80000000 LOCK"));
    }

    private static List<String> story() {
        var desk = Desk.unpowered(ChipSettings.typical().withTiming(TimingChoice.SPREAD, 1.5));
        var lines = new ArrayList<String>();
        desk.chip.tell(lines::add);
        desk.powerUp();
        desk.unlock();
        desk.eraseSector(1);
        desk.eraseSector(15);
        desk.writeOptions(OptionValues.FACTORY.withNwrp(0xFFE));
        desk.systemReset();
        lines.add(desk.chip.statusLine() + " at " + desk.world.nanos());
        return lines;
    }
}
