package dev.sluice.runtime.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;

/**
 * Decides which requests of a service may have large answers, so that they take a place before the response is
 * produced.
 */
public record LargeQuestions(Predicate<HttpServletRequest> are) {
    /** Whether a request's parameter {@code limit} is greater than a number. */
    public static boolean limitBeyond(HttpServletRequest request, int max) {
        String query = request.getQueryString();
        if (query == null) {
            return false;
        }
        for (String parameter : query.split("&", -1)) {
            if (parameter.matches("limit=[0-9]{1,9}") && Integer.parseInt(parameter.substring(6)) > max) {
                return true;
            }
        }
        return false;
    }
}
