package io.sectorzero.cli;

/** What a command found out: said in words for a person, or as the fields of a JSON object for a program. */
interface Answer {

    void say(Outlet out);

    void fields(JsonObject json);
}
