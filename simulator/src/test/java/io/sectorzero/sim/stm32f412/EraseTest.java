package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.BSY;
import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.EOP;
import static io.sectorzero.sim.manual.FlashInterface.EOPIE;
import static io.sectorzero.sim.manual.FlashInterface.ERRIE;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.MER;
import static io.sectorzero.sim.manual.FlashInterface.OPERR;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static io.sectorzero.sim.manual.FlashInterface.PGSERR;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.STRT;
import static io.sectorzero.sim.manual.FlashInterface.WRPERR;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RM0090 Rev 21 §3.6.3 and §3.7.4 [S]; RM0402 Rev 6 §3.6.4; times DS11139 Rev 8 Tables 49 and 50. */
class EraseTest {

    @ParameterizedTest @ValueSource(ints = {512, 1024})
    void every_sector_number_meets_every_single_protection(int flashKb) {
        int sectors = flashKb == 1024 ? 12 : 8;
        for (int guarded = -1; guarded < sectors; guarded++) {
            int nwrp = guarded < 0 ? 0xFFF : 0xFFF & ~(1 << guarded);
            for (int snb = 0; snb < 16; snb++) {
                var desk = Desk.running(ChipSettings.typical().withFlashKb(flashKb),
                        OptionValues.FACTORY.withNwrp(nwrp));
                for (int sector = 0; sector < sectors; sector++) {
                    desk.chip.flash().load(Geometry.start(sector), Bytes.of(0x5A));
                }
                desk.unlock();

                int flags = desk.eraseSector(snb);

                boolean erases = snb < sectors && snb != guarded;
                assertThat(flags).as("SNB %d with sector %d protected", snb, guarded).isEqualTo(erases ? 0 : WRPERR);
                for (int sector = 0; sector < sectors; sector++) {
                    assertThat(desk.isBlank(sector)).isEqualTo(erases && sector == snb);
                }
                assertThat(desk.read(CR) & STRT).isZero();
            }
        }
    }

    @Test void a_sector_that_only_the_larger_part_has_may_also_do_nothing() {
        var settings = ChipSettings.typical().withFlashKb(512).with(Switch.ABSENT_SECTOR_RAISES_WRPERR, false);
        for (int snb = 8; snb < 16; snb++) {
            var desk = Desk.running(settings);
            desk.unlock();

            assertThat(desk.eraseSector(snb)).isEqualTo(snb < 12 ? 0 : WRPERR);
        }
    }

    @Test void one_protected_sector_refuses_the_whole_mass_erase() {
        for (int guarded = 0; guarded < 12; guarded++) {
            var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withNwrp(0xFFF & ~(1 << guarded)));
            desk.fill(guarded == 0 ? 1 : 0, 0x00);
            desk.unlock();

            assertThat(desk.massErase()).isEqualTo(WRPERR);
            assertThat(desk.isBlank(guarded == 0 ? 1 : 0)).isFalse();
        }
    }

    @Test void a_mass_erase_leaves_main_flash_blank_and_nothing_else() {
        var desk = Desk.running();
        for (int sector = 0; sector < 12; sector++) {
            desk.fill(sector, sector);
        }
        desk.chip.otp().load(Bytes.repeat(0, 528));
        desk.unlock();

        assertThat(desk.massErase()).isZero();

        assertThat(desk.chip.flash().isBlank(0, 1 << 20)).isTrue();
        assertThat(desk.chip.otp().content().isAll(0)).isTrue();
        assertThat(desk.chip.options().values()).isEqualTo(OptionValues.FACTORY);
    }

    @Test void ser_with_mer_is_refused_or_a_mass_erase_by_the_switch() {
        for (boolean refused : new boolean[] {true, false}) {
            var desk = Desk.running(ChipSettings.typical().with(Switch.SER_WITH_MER_RAISES_WRPERR, refused));
            desk.fill(3, 0);
            desk.unlock();

            int flags = desk.command(SER | MER | X32 | STRT);

            assertThat(flags).isEqualTo(refused ? WRPERR : 0);
            assertThat(desk.isBlank(3)).isNotEqualTo(refused);
        }
    }

    @Test void strt_without_a_kind_of_erase_does_nothing_and_is_noted() {
        var desk = Desk.running();
        desk.unlock();

        assertThat(desk.command(STRT | X32)).isZero();

        assertThat(desk.chip.unmodelled()).hasSize(1).first().asString().contains("neither SER nor MER");
    }

    @ParameterizedTest(name = "sector {0}: {1} {2} {3} {4} ms")
    @CsvSource({"0, 400, 300, 250, 230", "4, 1200, 700, 550, 490", "11, 2000, 1300, 1000, 875"})
    void a_sector_takes_the_time_of_its_size_and_parallelism(int sector, long x8, long x16, long x32, long x64) {
        long[] typical = {x8, x16, x32, x64};
        for (int psize = 0; psize < 4; psize++) {
            assertThat(eraseMillis(TimingChoice.TYPICAL, SER | sector << 3, psize)).isEqualTo(typical[psize]);
            assertThat(eraseMillis(TimingChoice.WORST, SER | sector << 3, psize)).isEqualTo(2 * typical[psize]);
            assertThat(eraseMillis(TimingChoice.SPREAD, SER | sector << 3, psize))
                    .isBetween(typical[psize], 2 * typical[psize]);
        }
    }

    @Test void a_mass_erase_takes_its_own_time() {
        long[] typical = {16_000, 11_000, 8_000, 6_900};
        for (int psize = 0; psize < 4; psize++) {
            assertThat(eraseMillis(TimingChoice.TYPICAL, MER, psize)).isEqualTo(typical[psize]);
            assertThat(eraseMillis(TimingChoice.WORST, MER, psize)).isEqualTo(2 * typical[psize]);
        }
    }

    private static long eraseMillis(TimingChoice timing, int kind, int psize) {
        var desk = Desk.running(ChipSettings.typical().withTiming(timing, 1));
        desk.chip.vpp(8.5);
        desk.unlock();
        desk.write(CR, kind | psize << 8);
        desk.write(CR, kind | psize << 8 | STRT);
        return desk.waitWhileBusy() / 1_000_000;
    }

    @Test void eop_and_operr_rise_only_with_their_enables() {
        for (int enables : new int[] {0, EOPIE, ERRIE, EOPIE | ERRIE}) {
            var desk = Desk.running();
            desk.unlock();

            assertThat(desk.command(SER | STRT | enables)).isEqualTo((enables & EOPIE) != 0 ? EOP : 0);
            desk.write(SR, 0x1F3);
            assertThat(desk.command(SER | 15 << 3 | STRT | enables))
                    .isEqualTo(WRPERR | ((enables & ERRIE) != 0 ? OPERR : 0));
        }
    }

    @Test void control_and_array_stall_while_busy_and_status_does_not() {
        var desk = Desk.running();
        desk.unlock();

        desk.write(CR, SER | X32 | STRT);
        long end = desk.world.nanos() + 250_000_000;

        assertThat(desk.flags()).isEqualTo(BSY);
        assertThat(desk.read(CR)).isEqualTo(SER | X32 | STRT);
        assertThat(desk.chip.bus().readyNanos(CR, true)).isEqualTo(end);
        assertThat(desk.chip.bus().readyNanos(OPTCR, true)).isEqualTo(end);
        assertThat(desk.chip.bus().readyNanos(CR, false)).isLessThan(desk.world.nanos());
        assertThat(desk.chip.bus().readyNanos(SR, true)).isLessThan(desk.world.nanos());
        for (int address : new int[] {FLASH, FLASH + 0xF_0000, 0, 0x1FFF_0000, 0x1FFF_7A22, 0x1FFF_C000}) {
            assertThat(desk.chip.bus().readyNanos(address, false)).as("%08X", address).isEqualTo(end);
        }
        assertThat(desk.chip.bus().readyNanos(Chip.SRAM_BASE, false)).isLessThan(desk.world.nanos());
        assertThatThrownBy(() -> desk.read(FLASH)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> desk.write(CR, 0)).isInstanceOf(IllegalStateException.class);
        desk.waitWhileBusy();

        assertThat(desk.world.nanos()).isEqualTo(end);
        assertThat(desk.read(FLASH)).isEqualTo(-1);
    }

    @Test void leftovers_stay_in_cr_until_software_takes_them_back() {
        var desk = Desk.running(ChipSettings.typical().with(Switch.SER_REFUSES_STORES, true));
        desk.unlock();

        desk.eraseSector(3);
        assertThat(desk.read(CR)).isEqualTo(SER | 3 << 3 | X32);
        desk.write(CR, SER | 3 << 3 | X32 | PG);
        desk.write(FLASH, 0);

        assertThat(desk.flags()).isEqualTo(PGSERR);
    }

    @Test void the_byte_of_strt_alone_starts_the_erase() {
        var desk = Desk.running();
        desk.fill(0, 0);
        desk.unlock();
        desk.write(CR, SER);

        desk.write(CR + 2, 1, BusWidth.BYTE);
        desk.waitWhileBusy();

        assertThat(desk.isBlank(0)).isTrue();
    }

    @Test void a_locked_control_register_starts_nothing() {
        var desk = Desk.running();
        desk.fill(0, 0);

        assertThat(desk.eraseSector(0)).isZero();

        assertThat(desk.isBlank(0)).isFalse();
    }

    @Test void a_lost_start_shows_no_busy_no_flag_and_no_erase() {
        var desk = Desk.running();
        desk.fill(0, 0);
        desk.unlock();
        desk.chip.lay(new CellOverlay() {
            @Override public boolean losesStart() {
                return true;
            }
        });
        desk.write(CR, SER | STRT);

        assertThat(desk.flags()).isZero();
        desk.chip.lay(CellOverlay.NONE);
        assertThat(desk.isBlank(0)).isFalse();
        desk.eraseSector(0);
        assertThat(desk.isBlank(0)).isTrue();
    }

    @Test void an_erase_that_never_ends_stalls_for_ever_and_a_reset_frees_the_chip() {
        var desk = Desk.running();
        desk.unlock();
        desk.chip.lay(new CellOverlay() {
            @Override public long eraseNanos(int sector, long healthyNanos) {
                return Long.MAX_VALUE;
            }
        });
        desk.write(CR, SER | STRT);

        desk.pass(Duration.ofDays(1));
        assertThat(desk.flags()).isEqualTo(BSY);
        assertThat(desk.chip.bus().readyNanos(CR, true)).isEqualTo(Long.MAX_VALUE);
        desk.systemReset();

        assertThat(desk.flags()).isZero();
    }

    @Test void revision_z_leaves_a_stretch_of_sectors_5_to_11_where_the_switch_is_on() {
        for (int sector = 0; sector < 12; sector++) {
            for (int revision : new int[] {0x1001, 0x2000, 0x3000}) {
                var settings = ChipSettings.typical().with(Switch.REVISION_Z_ERASES_PARTLY, true)
                        .withIdentity(0x441, revision, ChipSettings.typical().uniqueId());
                var desk = Desk.running(settings);
                desk.fill(sector, 0);
                desk.unlock();

                assertThat(desk.eraseSector(sector)).isZero();
                assertThat(desk.isBlank(sector)).isEqualTo(revision != 0x1001 || sector < 5);
                desk.massErase();
                assertThat(desk.isBlank(sector)).isTrue();
            }
        }
    }

    @Test void the_board_hears_what_the_array_draws() {
        var desk = Desk.running();
        var heard = new ArrayList<Integer>();
        desk.chip.onFlashLoad(heard::add);
        desk.unlock();

        desk.eraseSector(0);
        desk.command(SER | STRT);
        desk.program(FLASH, 0);

        assertThat(heard).containsExactly(12, 0, 5, 0, 12, 0);
    }

    @Test void the_scale_of_the_chip_stretches_every_erase() {
        var desk = Desk.running(ChipSettings.typical().withTiming(TimingChoice.TYPICAL, 2.5));
        desk.unlock();
        desk.write(CR, SER | X32 | STRT);

        assertThat(desk.waitWhileBusy()).isEqualTo(625_000_000);
    }

    @Test void whether_a_small_part_mass_erases_faster_is_a_switch() {
        for (boolean half : new boolean[] {true, false}) {
            var desk = Desk.running(ChipSettings.typical().withFlashKb(512)
                    .with(Switch.SMALL_PART_MASS_ERASES_IN_HALF_THE_TIME, half));
            desk.unlock();
            desk.write(CR, MER | X32 | STRT);

            assertThat(desk.waitWhileBusy()).isEqualTo(half ? 4_000_000_000L : 8_000_000_000L);
        }
    }

    @Test void stale_flags_block_an_erase_where_the_switch_says_so() {
        var desk = Desk.running(ChipSettings.typical().with(Switch.STALE_FLAGS_BLOCK, true));
        desk.fill(0, 0);
        desk.write(0, 0);
        desk.unlock();

        desk.eraseSector(0);
        assertThat(desk.isBlank(0)).isFalse();
        desk.write(SR, 0x1F3);
        desk.eraseSector(0);

        assertThat(desk.isBlank(0)).isTrue();
    }

    @Test void whether_flags_clear_while_cr_is_locked_is_a_switch() {
        for (boolean clears : new boolean[] {true, false}) {
            var desk = Desk.running(ChipSettings.typical().with(Switch.SR_CLEARS_WHILE_LOCKED, clears));
            desk.write(0, 0);

            desk.write(SR, 0x1F3);

            assertThat(desk.flags() == 0).isEqualTo(clears);
            desk.unlock();
            desk.write(SR, 0x1F3);
            assertThat(desk.flags()).isZero();
        }
    }

    @Test void whether_eop_follows_a_refusal_is_a_switch() {
        for (boolean follows : new boolean[] {true, false}) {
            var desk = Desk.running(ChipSettings.typical().with(Switch.EOP_AFTER_REFUSED_OPERATION, follows));
            desk.unlock();

            assertThat(desk.command(SER | 15 << 3 | STRT | EOPIE)).isEqualTo(WRPERR | (follows ? EOP : 0));
        }
    }
}
