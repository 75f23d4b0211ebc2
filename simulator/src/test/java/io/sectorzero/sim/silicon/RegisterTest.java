package io.sectorzero.sim.silicon;

import static io.sectorzero.sim.silicon.Access.READ_ONLY;
import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Access.SET_ONLY;
import static io.sectorzero.sim.silicon.Access.WRITE_ONE_TO_CLEAR;
import static io.sectorzero.sim.silicon.Access.WRITE_ONLY;
import static io.sectorzero.sim.silicon.Place.bit;
import static io.sectorzero.sim.silicon.Place.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A register whose fields are an enum: access rules, reset values, one line of text, and fields that cannot be. */
class RegisterTest {

    private enum Sample implements Field {
        ON(bit(0, READ_WRITE)),
        FLAG(bit(1, WRITE_ONE_TO_CLEAR)),
        GO(bit(2, SET_ONLY)),
        BUSY(bit(3, READ_ONLY)),
        KEY(bits(7, 4, WRITE_ONLY)),
        NUMBER(bits(11, 8, READ_WRITE)),
        CODE(bits(31, 24, READ_WRITE));

        private final Place place;

        Sample(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private enum Clash implements Field {
        ONE(bits(4, 0, READ_WRITE)), OTHER(bit(4, READ_ONLY));

        private final Place place;

        Clash(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private final Register<Sample> register = new Register<>("SAMPLE", 0x10, 0x0001_0000, Sample.class);

    @Property void a_write_obeys_the_access_of_every_field(@ForAll int before, @ForAll int bits, @ForAll int lanes) {
        register.load(before);

        register.write(bits, lanes);

        for (int i = 0; i < 32; i++) {
            int was = before >>> i & 1;
            int reached = lanes >>> i & 1;
            int one = bits >>> i & 1;
            int expected = switch (i) {
                case 1 -> reached == 1 && one == 1 ? 0 : was;
                case 2 -> reached == 1 && one == 1 ? 1 : was;
                case 0, 4, 5, 6, 7, 8, 9, 10, 11, 24, 25, 26, 27, 28, 29, 30, 31 -> reached == 1 ? one : was;
                default -> was;
            };
            assertThat(register.value() >>> i & 1).as("bit %d", i).isEqualTo(expected);
        }
        assertThat(register.read()).isEqualTo(register.value() & ~0xF0);
    }

    @Test void it_explains_itself_in_one_line() {
        register.set(Sample.NUMBER, 10);
        register.set(Sample.CODE, 0xAA);
        register.raise(Sample.BUSY);

        assertThat(register.explain()).isEqualTo("SAMPLE=AA010A08 BUSY NUMBER=10 CODE=0xAA");
    }

    @Test void reserved_bits_read_as_the_reset_value_has_them() {
        register.write(0);

        assertThat(register.read()).isEqualTo(0x0001_0000);
        register.write(-1);
        register.reset();
        assertThat(register.read()).isEqualTo(0x0001_0000);
    }

    @Test void overlapping_fields_are_refused() {
        assertThatThrownBy(() -> new Register<>("CLASH", 0, 0, Clash.class))
                .isInstanceOf(IllegalStateException.class).hasMessage("CLASH: OTHER overlaps another field");
    }

    @Test void a_field_outside_the_word_is_refused() {
        assertThatThrownBy(() -> bits(32, 30, READ_WRITE)).isInstanceOf(IllegalArgumentException.class);
        assertThat(bits(31, 0, READ_WRITE).mask()).isEqualTo(-1);
    }
}
