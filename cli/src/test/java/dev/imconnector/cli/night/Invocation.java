package dev.imconnector.cli.night;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;

/** An invocation that has that much time at its start, which is when it is asked for. */
record Invocation(int getRemainingTimeInMillis) implements Context {

    static Invocation of(Duration time) {
        return new Invocation(Math.toIntExact(time.toMillis()));
    }

    @Override
    public String getAwsRequestId() {
        return "6bc28136-xmpl-4365-b021-0ce6b2e64ab0";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/push-credits";
    }

    @Override
    public String getLogStreamName() {
        return "2026/03/02/[$LATEST]1";
    }

    @Override
    public String getFunctionName() {
        return "push-credits";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-central-1:123456789012:function:push-credits";
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
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException("The handlers log through slf4j");
    }
}
