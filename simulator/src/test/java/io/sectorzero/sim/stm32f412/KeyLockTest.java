package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.KEYR;
import static io.sectorzero.sim.manual.FlashInterface.LOCK;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.OPTKEYR;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RM0090 Rev 21 §3.6.1 and §3.7.2 [S]. */
class KeyLockTest {

    private static final int[] ALPHABET =
            {KeyLock.KEY1, KeyLock.KEY2, KeyLock.OPTKEY1, KeyLock.OPTKEY2, 0x0000_0000, 0xFFFF_FFFF};

    @Test void of_all_sequences_of_three_keys_only_the_right_pair_opens_cr() {
        everySequence(true, KEYR, KeyLock.KEY1, KeyLock.KEY2, CR, LOCK);
    }

    @Test void of_all_sequences_of_three_keys_only_the_right_pair_opens_optcr() {
        everySequence(true, OPTKEYR, KeyLock.OPTKEY1, KeyLock.OPTKEY2, OPTCR, 1);
    }

    @Test void the_switch_lets_a_third_key_pass() {
        everySequence(false, KEYR, KeyLock.KEY1, KeyLock.KEY2, CR, LOCK);
    }

    private static void everySequence(boolean strict, int keyRegister, int first, int second, int locked, int lockBit) {
        for (int a : ALPHABET) {
            for (int b : ALPHABET) {
                for (int c : ALPHABET) {
                    var desk = Desk.running(ChipSettings.typical().with(Switch.KEY_WHILE_UNLOCKED_IS_WRONG, strict));
                    List<Integer> faults = offer(desk, keyRegister, a, b, c);

                    boolean pair = a == first && b == second;
                    var as = "%08X %08X %08X".formatted(a, b, c);
                    assertThat(faults).as(as).isEqualTo(expectedFaults(a == first, pair, strict));
                    boolean open = pair && !strict;
                    assertThat((desk.read(locked) & lockBit) == 0).as(as).isEqualTo(open);
                    assertThat(offer(desk, keyRegister, first, second)).as(as).isEmpty();
                    assertThat((desk.read(locked) & lockBit) == 0).as(as).isEqualTo(open);
                    desk.systemReset();
                    offer(desk, keyRegister, first, second);
                    assertThat(desk.read(locked) & lockBit).as(as).isZero();
                }
            }
        }
    }

    // Only the first wrong key is answered with a bus error; a shut lock hears nothing any more.
    private static List<Integer> expectedFaults(boolean firstRight, boolean pair, boolean strict) {
        if (!firstRight) {
            return List.of(0);
        }
        if (!pair) {
            return List.of(1);
        }
        return strict ? List.of(2) : List.of();
    }

    private static List<Integer> offer(Desk desk, int register, int... keys) {
        var faults = new ArrayList<Integer>();
        for (int i = 0; i < keys.length; i++) {
            try {
                desk.write(register, keys[i]);
            } catch (BusFault fault) {
                faults.add(i);
            }
        }
        return faults;
    }

    @Test void the_two_locks_do_not_know_of_each_other() {
        var desk = Desk.running();

        desk.unlockOptions();
        assertThat(desk.read(CR)).isEqualTo(LOCK);
        offer(desk, KEYR, 0);
        assertThat(desk.read(OPTCR) & 1).isZero();
    }

    @Test void a_half_finished_sequence_does_not_survive_a_reset() {
        var desk = Desk.running();
        desk.write(KEYR, KeyLock.KEY1);

        desk.systemReset();

        assertThatThrownBy(() -> desk.write(KEYR, KeyLock.KEY2)).isInstanceOf(BusFault.class);
    }

    @Test void software_closes_the_lock_and_opens_it_again_with_the_keys() {
        var desk = Desk.running();
        desk.unlock();
        desk.write(CR, PG);

        desk.write(CR, LOCK | PG);
        assertThat(desk.read(CR)).isEqualTo(LOCK | PG);
        desk.write(CR, 0);
        assertThat(desk.read(CR)).as("a locked CR ignores writes").isEqualTo(LOCK | PG);
        desk.unlock();

        assertThat(desk.read(CR)).isEqualTo(PG);
    }

    @Test void what_else_a_locking_write_carries_is_a_switch() {
        var desk = Desk.running(ChipSettings.typical().with(Switch.LOCK_BEATS_OTHER_BITS, true));
        desk.unlock();

        desk.write(CR, LOCK | PG);

        assertThat(desk.read(CR)).isEqualTo(LOCK);
    }

    @Test void whether_a_locked_cr_faults_is_a_switch() {
        var desk = Desk.running(ChipSettings.typical().with(Switch.LOCKED_CR_WRITE_FAULTS, true));

        assertThatThrownBy(() -> desk.write(CR, PG)).isInstanceOf(BusFault.class);
    }

    @Test void keys_are_words_and_never_read_back() {
        var desk = Desk.running();

        assertThatThrownBy(() -> desk.write(KEYR, 0x0123, BusWidth.HALF_WORD)).isInstanceOf(BusFault.class);
        desk.unlock();

        assertThat(desk.read(KEYR)).isZero();
        assertThat(desk.read(CR)).isZero();
    }
}
