using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Astra.Host;
using Astra.Live;

namespace Astra.Cli.Tests;

/// <summary>
/// In the build that is shipped nothing can send an order: the code that would is not in it, requests are made only by the vendors' dialects, and only the broker
/// that writes them down asks these.
/// </summary>
public sealed partial class NoOrderLeavesTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    private static readonly Type[] Product =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(path => ProductName().IsMatch(Path.GetFileName(path)))
            .SelectMany(path => Assembly.LoadFrom(path).GetTypes()),
    ];

    [Fact]
    public void The_only_broker_is_the_one_that_writes_down()
    {
        Assert.Equal([typeof(ShadowBroker)], Product.Where(t => t.IsAssignableTo(typeof(IBroker)) && !t.IsInterface));
        foreach (string assembly in (string[])["Astra.Live", "Astra.Adapters.AngelOne", "Astra.Adapters.Shoonya", "Astra.Host", "astra"])
            Assert.Contains(Product, t => t.Assembly.GetName().Name == assembly);
    }

    [Fact]
    public void What_would_send_is_in_the_sources_and_not_in_the_build()
    {
        string[] written = [.. Directory.EnumerateDirectories(Path.Combine(Repository(), "adapters"))
            .Select(room => Path.Combine(room, "Orders", "Live")).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs")).SelectMany(file => TypeName().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))];
        Assert.NotEmpty(written);
        Assert.DoesNotContain(Product, t => written.Contains(t.Name) && t.Assembly.GetName().Name!.StartsWith("Astra.Adapters.", StringComparison.Ordinal));
    }

    [Fact]
    public void Paths_of_orders_are_named_by_the_dialects_alone()
    {
        Type[] naming = [.. Product.Where(t => MethodsOf(t).Any(m => Uses(m).Any(use => use is string text && OrderPath().IsMatch(text)))).Select(Outermost).Distinct()];
        Assert.NotEmpty(naming);
        Assert.All(naming, t => Assert.True(t.IsAssignableTo(typeof(IOrderDialect)), $"{t} names an order path"));
    }

    [Fact]
    public void The_dialects_are_asked_by_that_broker_alone()
    {
        Type[] asking = [.. Product.Where(t => MethodsOf(t).Any(m => Uses(m).Any(IsDialectCall))).Select(Outermost).Distinct()];
        Assert.Equal([typeof(ShadowBroker)], asking);
    }

    private static bool IsDialectCall(object use) =>
        use is MethodBase { Name: nameof(IOrderDialect.Place) or nameof(IOrderDialect.Modify) or nameof(IOrderDialect.Cancel) } called && called.DeclaringType!.IsAssignableTo(typeof(IOrderDialect));

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static IEnumerable<MethodBase> MethodsOf(Type type) => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything));

    /// <summary>Texts and methods that a method's code refers to.</summary>
    private static List<object> Uses(MethodBase method)
    {
        List<object> uses = [];
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) return uses;
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | code[at++]));
            OpCode operation = Codes[value];
            if (operation.OperandType == OperandType.InlineString) uses.Add(method.Module.ResolveString(BitConverter.ToInt32(code, at)));
            else if (operation.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called) uses.Add(called);
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
        return uses;
    }

    private static MethodBase? Resolve(MethodBase method, int token) => method.Module.ResolveMethod(
        token, method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"^(astra|Astra\.(?!.*(Tests|StandIns)).*)\.dll$")]
    private static partial Regex ProductName();

    [GeneratedRegex(@"(?:class|record|struct|interface)\s+(\w+)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"(place|modify|cancel|Place|Modify|Cancel|ExitSNO)Order")]
    private static partial Regex OrderPath();
}
