package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One exit code for each type of failure, and README.md lists just these. */
class ExitCodeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| *(\\d+) *\\| *`([a-z-]+)` *\\|");

    static Stream<Class<?>> failures() {
        return Arrays.stream(SectorZeroException.class.getPermittedSubclasses());
    }

    @ParameterizedTest @MethodSource("failures")
    void every_type_of_failure_has_exactly_one_code(Class<?> type) throws ReflectiveOperationException {
        var failure = (SectorZeroException) type.getConstructor(Diagnosis.class).newInstance(Diagnosis.of("x"));

        ExitCode code = ExitCode.of(failure);

        assertThat(Arrays.stream(ExitCode.values()).filter(c -> c.failure().equals(Optional.of(type)))).containsExactly(code);
    }

    @Test
    void no_two_codes_share_a_number_and_all_fit_a_shell() {
        var numbers = Arrays.stream(ExitCode.values()).map(ExitCode::number).toList();

        assertThat(numbers).doesNotHaveDuplicates().allSatisfy(n -> assertThat(n).isBetween(0, 255));
        // 126 to 128 and above are the shell's own, except 130, which is what it says after Ctrl-C.
        assertThat(new TreeSet<>(numbers).tailSet(100)).containsExactly(130);
    }

    @Test
    void the_readme_lists_exactly_these_codes() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        List<String> documented = new ArrayList<>();
        for (var row = ROW.matcher(readme); row.find();) {
            documented.add(row.group(1) + " " + row.group(2));
        }

        assertThat(documented).isEqualTo(Arrays.stream(ExitCode.values())
                .map(code -> code.number() + " " + code.word()).toList());
    }
}
