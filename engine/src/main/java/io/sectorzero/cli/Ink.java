package io.sectorzero.cli;

/** How a word may stand out on a terminal. ECMA-48 5th edition §8.3.117 "SGR - Select Graphic Rendition". */
enum Ink {
    BOLD("1"), DIM("2"), RED("1;31"), GREEN("32"), YELLOW("33"), CYAN("36");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String on(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
