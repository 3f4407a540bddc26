package dev.sluice.runtime.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/** Serves the OpenAPI document of a service and Swagger UI. Imported by each service with a public API. */
@Configuration(proxyBeanMethods = false)
@Import(ApiController.class)
public class ApiConfiguration {
    static final String PAGE = "/swagger-ui/";

    @Bean
    static WebMvcConfigurer apiPage() {
        String webJar = WebJarVersionLocator.WEBJARS_PATH_PREFIX + "/swagger-ui/"
                + new WebJarVersionLocator().version("swagger-ui") + "/";
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                // Our initializer hides that of the web jar, which shows the document of an example.
                registry.addResourceHandler(PAGE + "**")
                        .addResourceLocations("classpath:" + PAGE, "classpath:/" + webJar);
            }
        };
    }
}
