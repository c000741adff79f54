package dev.zips3.local.lambda.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.Map;

/** What a handler may ask about its invocation. There is no mobile client behind it, so no client context. */
final class InvocationContext implements Context {

    private final HttpRuntimeClient.Invocation invocation;
    private final Map<String, String> environment;

    InvocationContext(HttpRuntimeClient.Invocation invocation, Map<String, String> environment) {
        this.invocation = invocation;
        this.environment = environment;
    }

    @Override
    public String getAwsRequestId() {
        return invocation.requestId();
    }

    @Override
    public String getLogGroupName() {
        return environment.get("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    @Override
    public String getLogStreamName() {
        return environment.get("AWS_LAMBDA_LOG_STREAM_NAME");
    }

    @Override
    public String getFunctionName() {
        return environment.get("AWS_LAMBDA_FUNCTION_NAME");
    }

    @Override
    public String getFunctionVersion() {
        return environment.get("AWS_LAMBDA_FUNCTION_VERSION");
    }

    @Override
    public String getInvokedFunctionArn() {
        return invocation.functionArn();
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(Math.max(0, invocation.deadlineMillis() - System.currentTimeMillis()));
    }

    @Override
    public int getMemoryLimitInMB() {
        return Integer.parseInt(environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
    }

    @Override
    public String getXrayTraceId() {
        return invocation.traceId();
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                // As AWS's client prints to standard output, but never two messages on one line.
                System.out.print(message.endsWith("\n") ? message : message + "\n");
                System.out.flush();
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, UTF_8));
            }
        };
    }
}
