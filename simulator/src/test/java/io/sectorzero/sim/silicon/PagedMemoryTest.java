package io.sectorzero.sim.silicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Memory in pages, and its forks, against plain arrays. */
class PagedMemoryTest {

    private static final int SIZE = 4 * PagedMemory.PAGE;

    /** One step: what to do, where, with what. Positions cluster around page edges, where mistakes live. */
    record Step(int kind, int at, int value) { }

    @Property void it_behaves_as_a_plain_array_and_a_fork_as_a_copy(
            @ForAll @Size(max = 40) List<@IntRange(max = 0x3FFF_FFFF) Integer> numbers) {
        var memory = new PagedMemory(SIZE, 0xFF);
        byte[] model = new byte[SIZE];
        Arrays.fill(model, (byte) 0xFF);
        PagedMemory fork = memory.fork();
        byte[] forkModel = model.clone();

        for (int number : numbers) {
            var step = new Step(number % 6, number / 6 % SIZE & ~3, number >>> 8);
            if (step.kind() == 5) {
                fork = memory.fork();
                forkModel = model.clone();
            } else if (step.kind() == 4) {
                act(fork, forkModel, new Step(step.value() % 3, step.at(), step.value()));
            } else {
                act(memory, model, step);
            }
        }

        assertThat(memory.copy(0, SIZE)).isEqualTo(model);
        assertThat(fork.copy(0, SIZE)).isEqualTo(forkModel);
        assertThat(memory.isBlank(5, SIZE - 3)).isEqualTo(isAll(model, 5, SIZE - 3));
    }

    private static void act(PagedMemory memory, byte[] model, Step step) {
        switch (step.kind()) {
            case 0 -> {
                memory.put(step.at(), step.value());
                model[step.at()] = (byte) step.value();
                assertThat(memory.get(step.at())).isEqualTo(step.value() & 0xFF);
            }
            case 1 -> {
                memory.putWord(step.at(), step.value());
                for (int i = 0; i < 4; i++) {
                    model[step.at() + i] = (byte) (step.value() >>> 8 * i);
                }
                assertThat(memory.word(step.at())).isEqualTo(step.value());
            }
            default -> {
                int to = Math.min(SIZE, step.at() + step.value() % (2 * PagedMemory.PAGE));
                memory.clear(step.at(), to);
                Arrays.fill(model, step.at(), to, (byte) 0xFF);
            }
        }
    }

    private static boolean isAll(byte[] model, int from, int to) {
        for (int i = from; i < to; i++) {
            if (model[i] != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    @Test void blankness_is_judged_over_the_asked_run_only() {
        var memory = new PagedMemory(SIZE, 0xFF);
        memory.put(PagedMemory.PAGE, 0);

        assertThat(memory.isBlank(0, PagedMemory.PAGE)).isTrue();
        assertThat(memory.isBlank(0, PagedMemory.PAGE + 1)).isFalse();
        assertThat(memory.isBlank(PagedMemory.PAGE + 1, SIZE)).isTrue();
    }

    @Test void ram_comes_up_with_noise_and_forgets_to_noise() {
        var ram = new Ram(8192, word -> ~word);

        assertThat(ram.read(4096, BusWidth.WORD, Master.CORE)).isEqualTo(~1024);
        ram.write(4098, 0xABCD, BusWidth.HALF_WORD, Master.CORE);
        assertThat(ram.read(4096, BusWidth.WORD, Master.CORE)).isEqualTo(0xABCD_0000 | ~1024 & 0xFFFF);
        assertThat(ram.read(4099, BusWidth.BYTE, Master.CORE)).isEqualTo(0xAB);
        ram.forget();

        assertThat(ram.read(4096, BusWidth.WORD, Master.CORE)).isEqualTo(~1024);
    }
}
