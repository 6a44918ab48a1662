namespace Astra.Core.Tests;

public class Placeholder;
