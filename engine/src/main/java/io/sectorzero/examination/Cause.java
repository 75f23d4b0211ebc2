package io.sectorzero.examination;

import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;
import java.util.List;
import java.util.Optional;

/**
 * One entry of the cause catalogue.
 *
 * @param id       the name that board files, suspects and tests share, for example {@code C3}
 * @param title    the cause in a few words
 * @param remedy   what a person does about it
 * @param automatic how far the engine may go by itself
 * @param grounds  what the entry rests on
 * @param seenOver where it shows itself
 * @param root     the cause this one is another view of: {@code U10} is {@code C1} seen through the UART loader
 */
public record Cause(String id, String title, String remedy, Autonomy automatic, List<Grounds> grounds,
        List<SeenOver> seenOver, Optional<String> root) {

    public Cause {
        grounds = List.copyOf(grounds);
        seenOver = List.copyOf(seenOver);
    }

    public Suspect suspect(Confidence confidence) {
        return new Suspect(id, title, confidence);
    }
}
