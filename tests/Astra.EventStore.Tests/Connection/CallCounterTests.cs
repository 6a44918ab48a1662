using Astra.Journal.EventStore;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

public class CallCounterTests
{
    private static readonly Method<Wire.Empty, Wire.Empty> Any = new(
        MethodType.Unary, "s", "m", Marshallers.Create(_ => Array.Empty<byte>(), _ => new Wire.Empty()), Marshallers.Create(_ => Array.Empty<byte>(), _ => new Wire.Empty()));

    [Fact]
    public void A_connection_given_up_closes_with_its_last_call()
    {
        int closed = 0;
        CallCounter counter = new(() => closed++);
        AsyncUnaryCall<Wire.Empty> one = Call(counter), two = Call(counter);
        counter.Retire();
        Assert.Equal(0, closed);
        one.Dispose();
        one.Dispose();
        Assert.Equal(0, closed);
        two.Dispose();
        Assert.Equal(1, closed);
        counter.Retire();
        counter.CloseNow();
        Assert.Equal(1, closed);
    }

    [Fact]
    public void Without_calls_it_closes_at_once_and_takes_no_more()
    {
        bool closed = false;
        CallCounter counter = new(() => closed = true);
        Call(counter).Dispose();
        Assert.False(closed);
        counter.Retire();
        Assert.True(closed);
        Assert.Equal(StatusCode.Unavailable, Assert.Throws<RpcException>(() => Call(counter)).StatusCode);
    }

    [Fact]
    public void A_call_that_never_began_is_not_counted()
    {
        bool closed = false;
        CallCounter counter = new(() => closed = true);
        Assert.Throws<InvalidOperationException>(() => counter.AsyncUnaryCall(
            new Wire.Empty(), new ClientInterceptorContext<Wire.Empty, Wire.Empty>(Any, null, default), (_, _) => throw new InvalidOperationException()));
        counter.Retire();
        Assert.True(closed);
    }

    private static AsyncUnaryCall<Wire.Empty> Call(CallCounter counter) => counter.AsyncUnaryCall(
        new Wire.Empty(), new ClientInterceptorContext<Wire.Empty, Wire.Empty>(Any, null, default),
        (_, _) => new AsyncUnaryCall<Wire.Empty>(Task.FromResult(new Wire.Empty()), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { }));
}
