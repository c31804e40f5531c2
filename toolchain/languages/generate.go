package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// GeneratePackage writes an SDK, for `pulumi package gen-sdk` and `pulumi package add`.
func (served *host) GeneratePackage(
	_ context.Context, request *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	loader, err := schema.NewLoaderClient(request.GetLoaderTarget())
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(request.GetSchema()), &spec); err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	options := schema.ValidationOptions{AllowDanglingReferences: true}
	bound, diagnostics, err := schema.BindSpec(spec, loader, options)
	if err != nil {
		return nil, err
	}
	response := &pulumirpc.GeneratePackageResponse{
		Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(diagnostics),
	}
	if diagnostics.HasErrors() {
		return response, nil
	}
	written, err := served.generator.sdk(bound, request, loader)
	if err != nil {
		return nil, err
	}
	for name, content := range written {
		path := filepath.Join(request.GetDirectory(), filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return nil, err
		}
	}
	return response, nil
}

// GenerateProgram writes the code that `pulumi import` shows.
func (served *host) GenerateProgram(
	_ context.Context, request *pulumirpc.GenerateProgramRequest,
) (*pulumirpc.GenerateProgramResponse, error) {
	loader, err := schema.NewLoaderClient(request.GetLoaderTarget())
	if err != nil {
		return nil, err
	}
	parser := syntax.NewParser()
	for name, text := range request.GetSource() {
		if err := parser.ParseFile(strings.NewReader(text), name); err != nil {
			return nil, err
		}
	}
	answer := func(found hcl.Diagnostics, source files) *pulumirpc.GenerateProgramResponse {
		return &pulumirpc.GenerateProgramResponse{
			Source:      source,
			Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(found),
		}
	}
	if parser.Diagnostics.HasErrors() {
		return answer(parser.Diagnostics, nil), nil
	}
	options := append(strictness(request.GetStrict()), pcl.Loader(schema.NewCachedLoader(loader)))
	program, diagnostics, err := pcl.BindProgram(parser.Files, options...)
	if err != nil || program == nil || diagnostics.HasErrors() {
		return answer(diagnostics, nil), err
	}
	source, more, err := served.generator.program(program)
	return answer(append(diagnostics, more...), source), err
}

// GenerateProject writes a project, for `pulumi convert`.
func (served *host) GenerateProject(
	_ context.Context, request *pulumirpc.GenerateProjectRequest,
) (*pulumirpc.GenerateProjectResponse, error) {
	loader, err := schema.NewLoaderClient(request.GetLoaderTarget())
	if err != nil {
		return nil, err
	}
	var settings project
	if err := json.Unmarshal([]byte(request.GetProject()), &settings); err != nil {
		return nil, fmt.Errorf("reading Pulumi.yaml: %w", err)
	}
	program, diagnostics, err := pcl.BindDirectory(request.GetSourceDirectory(),
		schema.NewCachedLoader(loader), strictness(request.GetStrict())...)
	response := &pulumirpc.GenerateProjectResponse{
		Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(diagnostics),
	}
	if err != nil || program == nil || diagnostics.HasErrors() {
		return response, err
	}
	return response, served.generator.project(
		request.GetTargetDirectory(), settings, program, request.GetLocalDependencies())
}

func strictness(strict bool) []pcl.BindOption {
	if strict {
		return nil
	}
	return pcl.NonStrictBindOptions()
}
