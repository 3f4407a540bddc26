package dev.sluice.runtime.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;

/** Which requests of a service ask for what may be large, so that they take a place before anything is made for them. */
public record LargeQuestions(Predicate<HttpServletRequest> are) {
    /** Whether a request's {@code limit} is beyond a number. */
    public static boolean limitBeyond(HttpServletRequest request, int most) {
        String query = request.getQueryString();
        if (query == null) {
            return false;
        }
        for (String parameter : query.split("&", -1)) {
            if (parameter.matches("limit=[0-9]{1,9}") && Integer.parseInt(parameter.substring(6)) > most) {
                return true;
            }
        }
        return false;
    }
}
