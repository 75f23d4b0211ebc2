package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** The table of encodings: what it refuses when it is built, and that each of the opcodes finds the only row that matches. */
class InstructionTableTest {

    private static final Operation NOTHING = (core, f) -> { };

    @Test
    void two_rows_for_the_same_bits_are_refused_with_both_names() {
        assertThatThrownBy(() -> InstructionTable.of(
                row("0001100mmmnnnddd", "ADDS Rd, Rn, Rm", NOTHING),
                row("00011xxxxxxxxxxx", "something wider", NOTHING)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ADDS Rd, Rn, Rm").hasMessageContaining("something wider");
    }

    @Test
    void a_row_may_leave_some_of_its_bits_to_another() {
        InstructionTable table = InstructionTable.of(
                row("1101cccciiiiiiii", "B<c> label", NOTHING).unless("c=14|15"),
                row("11011110iiiiiiii", "UDF #imm8", NOTHING),
                row("11011111iiiiiiii", "SVC #imm8", NOTHING));

        assertThat(table.rows()).hasSize(3);
        assertThat(table.rows().get(0).matches(0xDD00)).isTrue();
        assertThat(table.rows().get(0).matches(0xDE00)).isFalse();
    }

    @Test
    void an_exception_that_leaves_too_little_is_noticed() {
        assertThatThrownBy(() -> InstructionTable.of(
                row("1101cccciiiiiiii", "B<c> label", NOTHING).unless("c=15"),
                row("11011110iiiiiiii", "UDF #imm8", NOTHING)))
                .hasMessageContaining("two rows for the same bits");
    }

    @Test
    void an_exception_may_compare_two_fields() {
        InstructionTable table = InstructionTable.of(
                row("11111010101 1mmmm 1111dddd1000nnnn", "CLZ Rd, Rm", NOTHING).unless("m=n"),
                row("11111010101 1mmmm 1111dddd1000mmmm", "never drawn so", NOTHING).unless("d=0").unless("d=1|2|3|4|5|6|7")
                        .unless("d=8|9|10|11|12|13|14|15"));

        assertThat(table.rows().get(0).matches(0xFAB1_F081)).isFalse();
        assertThat(table.rows().get(0).matches(0xFAB1_F082)).isTrue();
    }

    @Test
    void a_drawing_of_the_wrong_length_or_with_strange_signs_is_refused() {
        assertThatThrownBy(() -> row("000110", "short", NOTHING)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> row("0001100mmm-nnddd", "strange", NOTHING)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_condition_on_a_field_nobody_drew_is_refused() {
        assertThatThrownBy(() -> row("0001100mmmnnnddd", "ADDS", NOTHING).unless("t=15"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("no field t");
    }

    @Test
    void fields_that_lie_apart_are_put_together_in_the_order_drawn() {
        var pattern = new Pattern("11110i00000snnnn0iiiddddiiiiiiii");

        assertThat(pattern.extract('i', 0xF400_70FF)).isEqualTo(0xFFF);
        assertThat(pattern.extract('i', 0xF400_0000)).isEqualTo(0x800);
        assertThat(pattern.extract('i', 0xF000_1001)).isEqualTo(0x101);
    }

    @Test
    void every_opcode_finds_the_only_row_that_matches_it() {
        for (int opcode = 0; opcode < 0xE800; opcode++) {
            Row found = InstructionSet.narrow(opcode).row;
            for (Row row : InstructionSet.rows()) {
                boolean matches = row.pattern().bits() == 16 && row.matches(opcode);
                if (matches != (row == found)) {
                    throw new AssertionError("%04X: %s, %s".formatted(opcode, row, found));
                }
            }
        }
    }

    @Test
    void no_two_rows_are_written_and_drawn_alike() {
        var seen = new HashSet<String>();
        for (Row row : InstructionSet.rows()) {
            assertThat(seen.add(row.toString())).as(row.toString()).isTrue();
        }
    }
}
