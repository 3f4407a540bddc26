package dev.sluice.access.web;

import dev.sluice.access.oidc.Issuer;
import dev.sluice.access.oidc.TokenCallers;
import dev.sluice.access.settings.AccessProperties;
import dev.sluice.runtime.http.PageOrigins;
import java.net.URI;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The people of an issuer. */
@Configuration(proxyBeanMethods = false)
public class IssuerGuard {
    @Bean
    static Issuer accessIssuer(AccessProperties properties) {
        Issuer issuer = new Issuer(properties.oidc(), System::nanoTime);
        issuer.prepare();
        return issuer;
    }

    @Bean
    static TokenCallers accessTokens(Issuer issuer) {
        return new TokenCallers(issuer);
    }

    /** The page gets its tokens there. */
    @Bean
    static PageOrigins accessIssuerOrigin(AccessProperties properties) {
        URI issuer = URI.create(properties.oidc().issuer());
        return new PageOrigins(List.of(issuer.getScheme() + "://" + issuer.getAuthority()));
    }
}
